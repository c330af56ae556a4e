package org.esxsync.api.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VibVersionTest {

    private static final List<String> FIELDS =
            List.of(
                    "",
                    "0",
                    "00",
                    "1",
                    "06",
                    "6",
                    "9",
                    "10",
                    "99999999999999999999",
                    "a",
                    "z",
                    "0a",
                    "6a",
                    "6b",
                    "1OEM",
                    "1vmw",
                    "napi",
                    "_",
                    "~",
                    "ö",
                    "۳");

    /** The order as it is told, in its simplest form. */
    private record Field(BigInteger number, String text) implements Comparable<Field> {

        private static final Pattern FIELD = Pattern.compile("([0-9]*)(.*)");

        static List<Field> list(String fields) {
            List<Field> list = new ArrayList<>();
            for (String field : fields.split("\\.", -1)) {
                Matcher parts = FIELD.matcher(field);
                assertTrue(parts.matches());
                list.add(
                        new Field(
                                parts.group(1).isEmpty()
                                        ? BigInteger.ONE.negate()
                                        : new BigInteger(parts.group(1)),
                                parts.group(2)));
            }
            return list;
        }

        @Override
        public int compareTo(Field other) {
            int order = number.compareTo(other.number);
            return order != 0 ? order : text.compareTo(other.text);
        }

        static int compare(List<Field> left, List<Field> right) {
            for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
                int order = left.get(i).compareTo(right.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(left.size(), right.size());
        }
    }

    private static int told(String left, String right) {
        String[] l = left.split("-", -1);
        String[] r = right.split("-", -1);
        int order = Field.compare(Field.list(l[0]), Field.list(r[0]));
        return order != 0
                ? order
                : Field.compare(
                        l.length == 1 ? List.of() : Field.list(l[1]),
                        r.length == 1 ? List.of() : Field.list(r[1]));
    }

    private static VibVersion anyVersion(Random random) {
        String text = "";
        while (text.isEmpty()) {
            text = anyFields(random) + (random.nextInt(3) == 0 ? "" : "-" + anyFields(random));
        }
        return new VibVersion(text);
    }

    private static String anyFields(Random random) {
        List<String> fields = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            fields.add(FIELDS.get(random.nextInt(FIELDS.size())));
        }
        return String.join(".", fields);
    }

    @ParameterizedTest
    @CsvSource({
        "6.7.0-3.77, 6.7.0-3.104",
        "1.9, 1.10",
        "1.0, 1.0-0",
        "1.0, 1.0-",
        "1.0-, 1.0-a",
        "1.0, 1.0.0",
        "1..0, 1.a.0",
        "1.a, 1.0",
        "1.0a, 1.0b",
        "1.0, 1.0a",
        "1.9z, 1.10",
        "5-2, 6-1",
        "7.716.03.00-1vmw.702.0.0.17867351, 7.718.02.00-1vmw.703.0.20.19193900",
        "8.045-napi, 8.045a-napi",
        "99999999999999999998, 99999999999999999999",
        "007, 8",
    })
    void theFirstIsLower(String lower, String higher) {
        assertTrue(new VibVersion(lower).compareTo(new VibVersion(higher)) < 0);
        assertTrue(new VibVersion(higher).compareTo(new VibVersion(lower)) > 0);
    }

    @ParameterizedTest
    @CsvSource({"06, 6", "1.06.00-01, 1.6.0-1", "0, 00", "1.0-1.a, 1.00-001.a"})
    void zerosInFrontDoNotCountButTheTextsAreNotEqual(String left, String right) {
        VibVersion leftVersion = new VibVersion(left);
        VibVersion rightVersion = new VibVersion(right);

        assertEquals(0, leftVersion.compareTo(rightVersion));
        assertEquals(0, rightVersion.compareTo(leftVersion));
        assertNotEquals(leftVersion, rightVersion);
    }

    @Test
    void theOrderIsTheOneThatIsTold() {
        Random random = new Random(14);
        for (int i = 0; i < 200_000; i++) {
            VibVersion left = anyVersion(random);
            VibVersion right = anyVersion(random);
            assertEquals(
                    Integer.signum(told(left.text(), right.text())),
                    Integer.signum(left.compareTo(right)),
                    () -> left + " and " + right);
        }
    }

    @Test
    void theOrderIsTotal() {
        Random random = new Random(93);
        for (int i = 0; i < 200_000; i++) {
            VibVersion a = anyVersion(random);
            VibVersion b = anyVersion(random);
            VibVersion c = anyVersion(random);
            assertEquals(
                    Integer.signum(a.compareTo(b)),
                    -Integer.signum(b.compareTo(a)),
                    () -> a + " and " + b);
            assertEquals(0, a.compareTo(new VibVersion(a.text())));
            if (a.compareTo(b) <= 0 && b.compareTo(c) <= 0) {
                assertTrue(a.compareTo(c) <= 0, () -> a + ", " + b + " and " + c);
            }
            if (a.compareTo(b) == 0) {
                assertEquals(
                        Integer.signum(a.compareTo(c)),
                        Integer.signum(b.compareTo(c)),
                        () -> a + ", " + b + " and " + c);
            }
        }
    }

    @Test
    void aListIsSortedTheSameHoweverItWasShuffled() {
        Random random = new Random(39);
        List<VibVersion> versions = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            versions.add(anyVersion(random));
        }
        List<VibVersion> sorted = versions.stream().sorted().toList();
        Collections.shuffle(versions, random);
        List<VibVersion> again = versions.stream().sorted().toList();

        for (int i = 0; i < sorted.size(); i++) {
            assertEquals(0, sorted.get(i).compareTo(again.get(i)));
        }
    }

    @Test
    void versionAndReleaseStandOnBothSidesOfTheDash() {
        assertEquals("6.7.0", new VibVersion("6.7.0-3.104").version());
        assertEquals("3.104", new VibVersion("6.7.0-3.104").release());
        assertEquals("6.7.0", new VibVersion("6.7.0").version());
        assertEquals("", new VibVersion("6.7.0").release());
        assertEquals("", new VibVersion("6.7.0-").release());
        assertEquals("", new VibVersion("-1").version());
        assertEquals("6.7.0-3.104", new VibVersion("6.7.0-3.104").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1.0-1-1",
                "--",
                "1--1",
                "1.0\n",
                "1.\u001b[31m",
                "1.0 ",
                "1\u202e0",
            })
    void whatIsNoVersionIsRefusedInOneClearLine(String text) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> new VibVersion(text))
                        .getMessage();

        assertTrue(
                message.matches("the VIB version '\\P{Cntrl}*' is refused: \\P{Cntrl}+"), message);
    }

    @Test
    void tenThousandFieldsAreRefusedInAShortLine() {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new VibVersion("1.".repeat(10_000) + "1"))
                        .getMessage();

        assertTrue(message.length() < 300, message);
        assertTrue(message.endsWith("it is longer than 1024 characters"), message);
    }

    @Test
    void theLongestVersionsStillCompare() {
        VibVersion fields = new VibVersion("1.".repeat(511) + "1");
        VibVersion more = new VibVersion("1.".repeat(511) + "2");
        VibVersion digits = new VibVersion("9".repeat(1024));

        assertTrue(fields.compareTo(more) < 0);
        assertTrue(fields.compareTo(digits) < 0);
        assertEquals(0, digits.compareTo(new VibVersion("9".repeat(1024))));
    }
}
