package org.esxsync.fetch.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tells names in UTF-8, which Java can give a file unaltered, from those in other encodings. */
final class NameEncoding {

    /** Stands in a decoded name where its bytes were no UTF-8. */
    static final char UNDECODABLE = '\ufffd';

    private NameEncoding() {}

    static boolean isUtf8(byte[] name) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Makes sure that a name which is no UTF-8 has {@link #UNDECODABLE} in it once decoded. */
    static void mark(byte[] header, int field, int length) {
        int end = field;
        while (end < field + length && header[end] != 0) {
            end++;
        }
        byte[] name = Arrays.copyOfRange(header, field, end);
        if (!isUtf8(name)) {
            byte[] marked = encoded(new String(name, StandardCharsets.UTF_8));
            byte[] fitting = marked.length > length ? encoded(String.valueOf(UNDECODABLE)) : marked;
            System.arraycopy(Arrays.copyOf(fitting, length), 0, header, field, length);
        }
    }

    private static byte[] encoded(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
