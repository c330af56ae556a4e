package org.esxsync.fetch.location;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLException;
import org.esxsync.api.OneLine;
import org.esxsync.api.PlainReason;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.esxsync.api.fetch.RedactedLocation;
import org.jspecify.annotations.Nullable;

/** Turns low-level failures into one line for a person: place, reason, next step. */
public final class Failures {

    private static final int SHOWN = 200;

    /** ENAMETOOLONG, EILSEQ and EINVAL: limits that the name alone comes up against. */
    private static final List<String> NAMES =
            List.of("File name too long", "multibyte", "Illegal byte sequence", "Invalid argument");

    /** EPERM, EOPNOTSUPP, ENOSYS and EMLINK, which a file system without links answers. */
    private static final List<String> LINKS =
            List.of(
                    "Operation not permitted",
                    "not supported",
                    "Function not implemented",
                    "Too many links");

    private Failures() {}

    public static FetchException unreachable(URI location, IOException cause, int attempts) {
        String place = RedactedLocation.of(location);
        if (Thread.currentThread().isInterrupted()) {
            return cancelled(location, cause);
        }
        String times = attempts > 1 ? " (tried " + attempts + " times)" : "";
        return new FetchException(
                Reason.UNREACHABLE,
                place,
                reason(cause, location) + times + "; " + nextStep(cause),
                cause);
    }

    public static FetchException cancelled(URI location, @Nullable Exception cause) {
        return new FetchException(
                Reason.CANCELLED,
                RedactedLocation.of(location),
                "cancelled; start it again to go on",
                cause);
    }

    public static FetchException stopped(URI location, Exception cause) {
        return new FetchException(
                Reason.CANCELLED,
                RedactedLocation.of(location),
                "the download service was stopped; start it again to go on",
                cause);
    }

    public static FetchException unreadable(URI location, IOException cause) {
        if (Thread.currentThread().isInterrupted()) {
            return cancelled(location, cause);
        }
        return new FetchException(
                Reason.UNREACHABLE,
                RedactedLocation.of(location),
                "it cannot be read (" + brief(cause) + "); check its permissions and the disk",
                cause);
    }

    public static FetchException damagedZip(URI location, IOException cause) {
        boolean local = location.toString().startsWith("jar:file:");
        return new FetchException(
                Reason.BAD_ARCHIVE,
                RedactedLocation.of(location),
                "the zip that holds it is damaged (%s); %s"
                        .formatted(
                                brief(cause),
                                local ? "download that zip again" : "tell its publisher"),
                cause);
    }

    public static FetchException unwritable(Path file, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return new FetchException(
                    Reason.CANCELLED, file.toString(), "cancelled; start it again to go on", cause);
        }
        String what = brief(cause);
        return local(
                file,
                NAMES.stream().anyMatch(what::contains)
                        ? "the file system there does not take this name (%s); use another one for the mirror"
                                .formatted(what)
                        : "it cannot be written (%s); check space and permissions there"
                                .formatted(what),
                cause);
    }

    /** A link that was not made. */
    public static FetchException unlinkable(Path link, IOException cause) {
        String what = brief(cause);
        return LINKS.stream().anyMatch(what::contains)
                ? local(
                        link,
                        "the file system there does not make this link (%s); use another one for the mirror"
                                .formatted(what),
                        cause)
                : unwritable(link, cause);
    }

    /** A name that Java cannot give a file, since its locale's encoding has no such characters. */
    public static FetchException unnameable(String name, Exception cause) {
        return new FetchException(
                Reason.LOCAL,
                OneLine.of(name, SHOWN),
                "no file can be named so in this locale; start Java in one with UTF-8, such as"
                        + " LC_ALL=C.UTF-8",
                cause);
    }

    private static FetchException local(Path file, String detail, IOException cause) {
        return new FetchException(Reason.LOCAL, file.toString(), detail, cause);
    }

    /** The reason as a few words that hold nothing of the location's secrets. */
    public static String reason(IOException cause, URI location) {
        if (cause instanceof RetryableException) {
            return brief(cause);
        }
        if (cause instanceof UnknownHostException) {
            return "the host " + location.getHost() + " is not known";
        }
        if (cause instanceof ConnectException) {
            return "no connection (" + brief(cause) + ")";
        }
        if (cause instanceof SocketTimeoutException) {
            return "no answer in time (" + brief(cause) + ")";
        }
        if (cause instanceof SSLException) {
            return "no secure connection (" + brief(cause) + ")";
        }
        return "the transfer failed (" + brief(cause) + ")";
    }

    /** A cause in words, on one line. */
    public static String brief(Throwable cause) {
        return PlainReason.of(cause);
    }

    private static String nextStep(IOException cause) {
        if (cause instanceof RetryableException) {
            return "try again later";
        }
        if (cause instanceof SSLException) {
            return "check the certificate, or name its CA in org.esxsync.fetch.cfg";
        }
        return "check the network and the proxy in org.esxsync.fetch.cfg, then try again";
    }
}
