package org.esxsync.source.vi3;

/**
 * A link to the page of a patch.
 *
 * @param id the patch, such as {@code ESX-8258730}
 * @param href the page's absolute URL as the index gives it, not yet checked
 */
record PatchLink(String id, String href) {}
