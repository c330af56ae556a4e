package org.esxsync.sync.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.esxsync.api.configuration.ConfigurationCheck;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.configuration.ConfigurationProblem;
import org.esxsync.api.configuration.DeploymentProblems;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

class ConfigurationReviewTest {

    /** Takes values that are short, of the keys one and two. */
    private static final ConfigurationCheck SHORT =
            new ConfigurationCheck() {
                @Override
                public String pid() {
                    return "p";
                }

                @Override
                public Set<String> keys() {
                    return Set.of("one", "two");
                }

                @Override
                public void check(String pid, Map<String, ?> values) {
                    for (String key : List.of("one", "two")) {
                        String value = String.valueOf(values.get(key));
                        if (value.length() > 4) {
                            throw new ConfigurationException(pid, key, value, "be short");
                        }
                    }
                }
            };

    private final List<Configuration> configurations = new ArrayList<>();
    private final Map<String, String> framework = new Hashtable<>();

    @Test
    void allThatIsToldIsTherePartedByWhatItCosts() {
        ConfigurationReview review =
                review(
                        List.of(),
                        () -> List.of(ConfigurationProblem.unused("c")),
                        List::of,
                        () ->
                                List.of(
                                        ConfigurationProblem.unusable("b"),
                                        ConfigurationProblem.unusable("a")));

        assertEquals(List.of("a", "b"), review.unusable());
        assertEquals(List.of("c"), review.unused());
    }

    @Test
    void everyWrongValueOfEveryConfigurationIsTold() {
        configured("p~a", Map.of("one", "too long", "two", "much too long"));
        configured("p~b", Map.of("one", "good"));
        configured("p~c", Map.of("two", "longer"));

        assertEquals(
                List.of(
                        "p~a: one=too long cannot be used; be short",
                        "p~a: two=much too long cannot be used; be short",
                        "p~c: two=longer cannot be used; be short"),
                review(List.of(SHORT)).unusable());
    }

    @Test
    void aWrongPropertyOfThisRunIsToldWhetherOrNotAnythingIsConfigured() {
        framework.put("p.two", "far too long");
        String told = "p: two=far too long cannot be used; be short";
        assertEquals(List.of(told), review(List.of(SHORT)).unusable());

        configured("p", Map.of("two", "ok"));
        assertEquals(List.of(told), review(List.of(SHORT)).unusable());
    }

    @Test
    void aReaderThatFailsIsAProblemItself() {
        ConfigurationReview review =
                review(
                        List.of(),
                        () -> {
                            throw new IllegalStateException("x");
                        },
                        () -> List.of(ConfigurationProblem.unusable("a")));

        assertEquals(2, review.unusable().size());
        assertTrue(
                review.unusable().get(1).endsWith(": java.lang.IllegalStateException: x"),
                review.unusable()::toString);
    }

    private ConfigurationReview review(
            List<ConfigurationCheck> checks, DeploymentProblems... deployed) {
        return ConfigurationReview.of(
                new ConfiguredValues(admin(), framework::get), checks, List.of(deployed));
    }

    private void configured(String pid, Map<String, String> values) {
        configurations.add(
                stub(
                        Configuration.class,
                        Map.of("getPid", pid, "getProperties", new Hashtable<>(values))));
    }

    private ConfigurationAdmin admin() {
        return stub(
                ConfigurationAdmin.class,
                configurations.isEmpty()
                        ? Map.of()
                        : Map.of(
                                "listConfigurations",
                                configurations.toArray(Configuration[]::new)));
    }

    /** Answers by the name of the method, and null to every other. */
    private static <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
