/** HTML and charts in which all texts are text, whoever wrote them. */
@NullMarked
package org.esxsync.serve.html;

import org.jspecify.annotations.NullMarked;
