package org.esxsync.api.patch;

import java.util.Locale;
import java.util.function.Supplier;

/** Runs code where the small letter of {@code I} is {@code ı}. */
final class Turkish {

    private Turkish() {}

    static <T> T call(Supplier<T> code) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            return code.get();
        } finally {
            Locale.setDefault(before);
        }
    }
}
