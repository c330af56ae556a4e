package org.esxsync.api;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says in words why something could not be read or written. Java's own text names a class, or
 * nothing but the file; and that of a library is for those who program with it.
 */
public final class PlainReason {

    private static final int LONGEST = 200;

    /** What systems and libraries write, and what it means to who runs this. */
    private static final Map<String, String> MEANINGS = new LinkedHashMap<>();

    static {
        MEANINGS.put("Read-only file system", "the file system is mounted to be read only");
        MEANINGS.put("No space left on device", "the disk is full");
        MEANINGS.put("Disk quota exceeded", "the user's share of the disk is used up");
        MEANINGS.put("Is a directory", "it is a directory");
        MEANINGS.put("Not a directory", "a part of its path is not a directory");
        MEANINGS.put("Too many levels of symbolic links", "its links go in a circle");
        MEANINGS.put("Input/output error", "the disk reports an error");
        MEANINGS.put("Too many open files", "too many files are open at a time");
        MEANINGS.put("END header not found", "the zip is cut off, or is none");
        MEANINGS.put("zip file is empty", "the zip is empty");
        MEANINGS.put("Unexpected end of ZLIB", "its compressed data is cut off");
        MEANINGS.put("Content is not allowed in prolog", "it is not XML");
        MEANINGS.put(
                "Premature end of Content-Length",
                "the server ended the transfer before all had come");
        MEANINGS.put("Premature EOF", "the server ended the transfer before all had come");
    }

    private PlainReason() {}

    /** The reason on one line, without the file that it is about. */
    public static String of(Throwable problem) {
        if (problem instanceof UncheckedIOException && problem.getCause() != null) {
            return of(problem.getCause());
        }
        if (problem instanceof AccessDeniedException) {
            return permissionDenied();
        }
        if (problem instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (problem instanceof FileAlreadyExistsException) {
            return "something else of this name is there";
        }
        if (problem instanceof NotDirectoryException) {
            return "it is not a directory";
        }
        if (problem instanceof DirectoryNotEmptyException) {
            return "the directory is not empty";
        }
        if (problem instanceof FileSystemLoopException) {
            return "its links go in a circle";
        }
        if (problem instanceof ClosedByInterruptException) {
            return "it was interrupted";
        }
        if (problem instanceof CharacterCodingException) {
            return "it is not UTF-8; save it as UTF-8";
        }
        return ofText(problem);
    }

    private static String permissionDenied() {
        return "permission denied for the user " + System.getProperty("user.name");
    }

    private static String ofText(Throwable problem) {
        String text =
                problem instanceof FileSystemException file && file.getReason() != null
                        ? file.getReason()
                        : problem.getMessage();
        if (text == null || text.isBlank()) {
            return problem instanceof EOFException ? "it is cut off" : "nothing tells why";
        }
        if (problem instanceof FileNotFoundException && text.contains("Permission denied")) {
            return permissionDenied();
        }
        String known = text;
        return MEANINGS.entrySet().stream()
                .filter(each -> known.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> OneLine.of(known, LONGEST));
    }

    /** The same behind the file that it is about, where the error names one. */
    public static String withFile(Throwable problem) {
        return problem instanceof FileSystemException file && file.getFile() != null
                ? "%s: %s".formatted(OneLine.of(file.getFile()), of(problem))
                : of(problem);
    }
}
