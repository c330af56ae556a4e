package org.esxsync.compliance.facts;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.patch.VibVersion;

/** The number of a build that the version of a VIB of VMware ends with. */
public final class BuildNumber {

    private static final Pattern LAST_NUMBER = Pattern.compile(".*[.-](\\d{5,10})");

    private BuildNumber() {}

    public static Optional<Long> of(VibVersion version) {
        Matcher number = LAST_NUMBER.matcher(version.text());
        return number.matches() ? Optional.of(Long.valueOf(number.group(1))) : Optional.empty();
    }
}
