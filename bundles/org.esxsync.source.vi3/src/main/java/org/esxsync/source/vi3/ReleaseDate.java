package org.esxsync.source.vi3;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.esxsync.api.source.MalformedSourceException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ways in which the pages write a day: {@code 3/29/07}, {@code 03/29/2007}, {@code March
 * 29, 2007} and {@code 2007-03-29}. Years are of this century.
 */
final class ReleaseDate {

    private static final Pattern NUMBERS =
            Pattern.compile("(?<m>\\d{1,2})/(?<d>\\d{1,2})/(?:20)?(?<y>\\d{2})(?![\\d/])");
    private static final Pattern WORDS =
            Pattern.compile(
                    "(?<m>\\p{Alpha}{3,9})\\.? (?<d>\\d{1,2})(?:st|nd|rd|th)?,?"
                            + " ?20(?<y>\\d{2})(?!\\d)");
    private static final Pattern ISO =
            Pattern.compile("20(?<y>\\d{2})-(?<m>\\d{2})-(?<d>\\d{2})(?!\\d)");

    private static final Pattern LABEL =
            Pattern.compile("(?i)release(?:d| ?date)(?<colon> ?:)? ?(?:on )?");
    private static final Pattern LIKE_A_DATE = Pattern.compile("(?:\\p{Alpha}{3,9}\\.? )?\\d.*");
    private static final Pattern NEXT_LABEL =
            Pattern.compile("(?i)(?:(?:document |last |download|md5|product|patch).*)?");
    private static final Pattern WORTH_SHOWING =
            Pattern.compile("(?:\\p{Alpha}+\\.? (?=\\d))?\\S+(?:,? \\d{4})?");
    private static final int LONGEST = 40;

    private ReleaseDate() {}

    /**
     * The day that the page of a patch names as that of its release: in bold on the older pages
     * ("Released 3/29/07"), in a row on the later ones.
     *
     * @param place the page, for messages
     * @return the day, or null if the page does not speak of one
     * @throws MalformedSourceException if it does and that is no day
     */
    static @Nullable LocalDate in(String id, String place, HtmlPage page) {
        String date = claimIn(page);
        if (date == null) {
            return null;
        }
        return startOf(date)
                .orElseThrow(
                        () ->
                                new MalformedSourceException(
                                        place,
                                        ("the release date of %s cannot be read: '%s'; expected one"
                                             + " such as 3/29/07, March 29, 2007 or 2007-03-29")
                                                .formatted(id, worthShowing(date))));
    }

    /** The text that stands where a date should. */
    private static @Nullable String claimIn(HtmlPage page) {
        for (String part : page.bold()) {
            Matcher label = LABEL.matcher(part);
            if (label.lookingAt() && label.end() < part.length()) {
                return after(label, part);
            }
        }
        String text = page.text();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            String rest = after(label, text);
            boolean announced = label.group("colon") != null && !NEXT_LABEL.matcher(rest).matches();
            if (announced || LIKE_A_DATE.matcher(rest).matches()) {
                return rest;
            }
        }
        return null;
    }

    private static String after(Matcher label, String text) {
        return text.substring(label.end(), Math.min(text.length(), label.end() + LONGEST));
    }

    private static String worthShowing(String text) {
        Matcher shown = WORTH_SHOWING.matcher(text);
        return shown.lookingAt() ? shown.group() : text;
    }

    /** The day with which the text starts, if it starts with one. */
    private static Optional<LocalDate> startOf(String text) {
        for (Pattern form : new Pattern[] {NUMBERS, WORDS, ISO}) {
            Matcher matcher = form.matcher(text);
            if (matcher.lookingAt()) {
                return day(matcher.group("y"), matcher.group("m"), matcher.group("d"));
            }
        }
        return Optional.empty();
    }

    private static Optional<LocalDate> day(String year, String month, String day) {
        try {
            return Optional.of(
                    LocalDate.of(
                            2000 + Integer.parseInt(year), month(month), Integer.parseInt(day)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Month month(String text) {
        if (Character.isDigit(text.charAt(0))) {
            return Month.of(Integer.parseInt(text));
        }
        String name = text.toUpperCase(Locale.ROOT);
        return Arrays.stream(Month.values())
                .filter(month -> month.name().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new DateTimeException("no month: " + text));
    }
}
