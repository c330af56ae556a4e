package org.esxsync.api.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a check that ends at the first wrong key says of all of them. */
class ConfigurationCheckTest {

    /** Wants whole numbers, and a place in any case. */
    private static final ConfigurationCheck CHECK =
            new ConfigurationCheck() {
                @Override
                public String pid() {
                    return "p";
                }

                @Override
                public Set<String> keys() {
                    return Set.of("a", "b", "place");
                }

                @Override
                public void check(String pid, Map<String, ?> values) {
                    for (String key : List.of("a", "b")) {
                        Object value = values.get(key);
                        if (value != null && !value.equals(0)) {
                            throw new ConfigurationException(pid, key, "", "use 0");
                        }
                    }
                    if (!"/".equals(values.get("place"))) {
                        throw new ConfigurationException(pid, "place", "", "use /");
                    }
                }
            };

    @Test
    void eachWrongKeyIsToldOnce() {
        assertEquals(List.of(), keys(Map.of("place", "/", "a", 0)));
        assertEquals(List.of("a", "b"), keys(Map.of("place", "/", "a", 1, "b", "x")));
        assertEquals(List.of("a", "b", "place"), keys(Map.of("place", "x", "a", 1, "b", 2)));
    }

    @Test
    void aMissingKeyIsToldOnce() {
        assertEquals(List.of("place"), keys(Map.of()));
        assertEquals(List.of("a", "place"), keys(Map.of("a", 1)));
    }

    private static List<String> keys(Map<String, ?> values) {
        return CHECK.problems("p~x", values).stream().map(ConfigurationException::key).toList();
    }
}
