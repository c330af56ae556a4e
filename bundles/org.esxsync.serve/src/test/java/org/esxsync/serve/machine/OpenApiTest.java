package org.esxsync.serve.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.AssertionFailedError;

/** The description of the API says what the room org.esxsync.json writes and documents. */
class OpenApiTest {

    private static final Path JSON_ROOM = Path.of("../org.esxsync.json");
    private static final String SCHEMA = "#/components/schemas/";

    private Map<String, Object> api;

    @BeforeEach
    void read() throws IOException {
        try (InputStream in = ApiDoor.class.getResourceAsStream("openapi.json")) {
            api = object(JsonTree.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    /** These samples are what that room's own tests compare its texts with. */
    @ParameterizedTest
    @CsvSource({
        "/api/health, health",
        "/api/health, health-unknown",
        "/api/status, status",
        "/api/status, status-empty",
        "/api/releases, releases",
        "/api/sources, sources",
        "/api/patches, patches",
        "/api/profiles, patches",
        "/api/patches/{id}, show",
        "/api/patches/{id}, show-depot",
        "/api/history, history",
        "/api/changes, changes",
        "/api/plan, plan",
        "/api/cve, cve",
        "/api/cve, cve-unknown"
    })
    void eachAnswerIsAsItsSchemaSays(String path, String sample) throws IOException {
        Path samples = JSON_ROOM.resolve("src/test/resources/org/esxsync/json");

        check(
                JsonTree.read(Files.readString(samples.resolve(sample + ".json"))),
                answer(path),
                path);
    }

    @Test
    void anotherFieldIsNoticed() {
        Map<String, Object> schema = answer("/api/history");

        for (Object wrong : List.of(Map.of(), Map.of("history", List.of(), "more", 1L))) {
            assertThrows(AssertionFailedError.class, () -> check(wrong, schema, "it"));
        }
        assertThrows(
                AssertionFailedError.class,
                () -> check(Map.of("history", List.of(Map.of("number", "1"))), schema, "it"));
    }

    /** Their descriptions are its rows, word by word. */
    @Test
    void theSchemasAreDescribedAsInItsDocument() throws IOException {
        Set<String> rows =
                Pattern.compile("^\\| .+? \\| (.+) \\|$", Pattern.MULTILINE)
                        .matcher(Files.readString(JSON_ROOM.resolve("JSON.md")))
                        .results()
                        .map(row -> row.group(1))
                        .collect(Collectors.toSet());
        object(object(api.get("components")).get("schemas"))
                .forEach(
                        (name, schema) -> {
                            Object description = object(schema).get("description");
                            assertTrue(
                                    description == null || rows.contains(description),
                                    () -> name + " is not described as in JSON.md");
                        });
    }

    private Map<String, Object> answer(String path) {
        Object at = api;
        for (String step :
                List.of("paths", path, "get", "responses", "200", "content", "application/json")) {
            at = object(at).get(step);
        }
        return object(object(at).get("schema"));
    }

    private void check(Object value, Map<String, Object> schema, String at) {
        if (value == null) {
            assertEquals(true, schema.get("nullable"), () -> at + " is null");
            return;
        }
        if (schema.containsKey("allOf")) {
            check(value, object(list(schema.get("allOf")).get(0)), at);
            return;
        }
        if (schema.containsKey("$ref")) {
            check(value, referred(schema), at);
            return;
        }
        switch (String.valueOf(schema.get("type"))) {
            case "object" -> checkObject(object(value), schema, at);
            case "array" ->
                    list(value)
                            .forEach(each -> check(each, object(schema.get("items")), at + "[]"));
            case "string" -> assertInstanceOf(String.class, value, at);
            case "integer" -> assertInstanceOf(Long.class, value, at);
            case "number" -> assertInstanceOf(Number.class, value, at);
            case "boolean" -> assertInstanceOf(Boolean.class, value, at);
            default -> throw new AssertionFailedError(at + " has no type: " + schema);
        }
    }

    private Map<String, Object> referred(Map<String, Object> schema) {
        String name = schema.get("$ref").toString();
        assertTrue(name.startsWith(SCHEMA), name);
        return object(
                object(object(api.get("components")).get("schemas"))
                        .get(name.substring(SCHEMA.length())));
    }

    private void checkObject(Map<String, Object> value, Map<String, Object> schema, String at) {
        Map<String, Object> properties = object(schema.get("properties"));
        assertTrue(
                value.keySet().containsAll(list(schema.get("required"))),
                () -> "%s has only %s".formatted(at, value.keySet()));
        value.forEach(
                (name, field) -> {
                    assertTrue(properties.containsKey(name), () -> at + " has more: " + name);
                    check(field, object(properties.get(name)), at + "." + name);
                });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) assertInstanceOf(Map.class, value);
    }

    private static List<?> list(Object value) {
        return assertInstanceOf(List.class, value);
    }
}
