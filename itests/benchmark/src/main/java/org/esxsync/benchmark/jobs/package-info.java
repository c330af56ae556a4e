/** What is done and measured. */
@NullMarked
package org.esxsync.benchmark.jobs;

import org.jspecify.annotations.NullMarked;
