/** Runs JUnit 5 classes in a container with the distribution's bundles. */
@NullMarked
package org.esxsync.itests.support;

import org.jspecify.annotations.NullMarked;
