package org.esxsync.api.sync;

/**
 * The events that go out by Event Admin, where a server has it. All properties are strings but for
 * {@link #PUBLISHED_COUNT}, an {@code Integer}.
 *
 * <pre>{@code
 * @Component(property = "event.topics=" + SyncEvents.PATCH_PUBLISHED)
 * public final class Announcer implements EventHandler {
 *     @Override
 *     public void handleEvent(Event event) {
 *         LOG.info("new: {}", event.getProperty(SyncEvents.PATCH));
 *     }
 * }
 * }</pre>
 */
public final class SyncEvents {

    /** A sync ended, with all or with a part; with {@link #STATUS} and {@link #PUBLISHED_COUNT}. */
    public static final String SYNC_FINISHED = "org/esxsync/sync/FINISHED";

    /**
     * A source could not be read in a sync, with the properties of a finished one; or a sync broke
     * off, with {@link #STATUS} and {@link #REASON}.
     */
    public static final String SYNC_FAILED = "org/esxsync/sync/FAILED";

    /** A patch is new in a release; with {@link #PATCH}, {@link #SOURCE} and {@link #RELEASE}. */
    public static final String PATCH_PUBLISHED = "org/esxsync/patch/PUBLISHED";

    /** How a sync ended: the name of a {@link SyncReport.Status}. */
    public static final String STATUS = "status";

    /** Why a sync broke off. */
    public static final String REASON = "reason";

    /** How many patches a sync published, counted in each release. */
    public static final String PUBLISHED_COUNT = "published";

    /** A patch's id. */
    public static final String PATCH = "patch";

    /** The source that lists the patch. */
    public static final String SOURCE = "source";

    /** The release that claims the patch, such as {@code esxi-8.0}. */
    public static final String RELEASE = "release";

    private SyncEvents() {}
}
