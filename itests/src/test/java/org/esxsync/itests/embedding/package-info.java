/** A host application that embeds the product by the framework launch API. */
@NullMarked
package org.esxsync.itests.embedding;

import org.jspecify.annotations.NullMarked;
