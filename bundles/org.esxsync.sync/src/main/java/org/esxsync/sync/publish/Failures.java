package org.esxsync.sync.publish;

import java.io.IOException;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.PlainReason;
import org.esxsync.api.patch.Patch;
import org.esxsync.sync.mirror.MirrorPaths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is told of a patch that failed. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** The reason for people; a defect goes to the log as well. */
    static String reason(Patch patch, Throwable problem, MirrorPaths mirror) {
        if (problem instanceof EsxSyncException) {
            return String.valueOf(problem.getMessage());
        }
        if (problem instanceof IOException) {
            return PlainReason.withFile(problem) + "; check disk and rights of " + mirror.root();
        }
        if (problem instanceof VirtualMachineError) {
            LOG.warn("{}: out of memory while it was published", patch.id(), problem);
            return "it takes more memory than there is (%s); give Java more with -Xmx in ESXSYNC_JAVA_OPTS, or tell its publisher"
                    .formatted(problem);
        }
        LOG.warn("{}: defect while it was published", patch.id(), problem);
        return "defect while it was published: " + problem;
    }
}
