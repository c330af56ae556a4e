package org.esxsync.compliance.keep;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.InstalledComponent;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.KeptHost;
import org.esxsync.api.patch.VibRelation;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;

/** Reads what {@link HostWriter} wrote. */
final class HostParser {

    private static final int MOST = 100_000;

    private final JsonParser json;
    private final Map<InstalledVib, InstalledVib> known;

    private HostParser(JsonParser json, Map<InstalledVib, InstalledVib> known) {
        this.json = json;
        this.known = known;
    }

    /**
     * @param known the VIBs of the hosts that were read before; those of this one are added
     * @throws IOException if it is not what was written
     */
    static KeptHost read(InputStream in, Map<InstalledVib, InstalledVib> known) throws IOException {
        try (JsonParser json = new JsonFactory().createParser(in)) {
            json.nextToken();
            return host(json, known);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The host that starts at the parser's token. */
    static KeptHost host(JsonParser json, Map<InstalledVib, InstalledVib> known)
            throws IOException {
        return new HostParser(json, known).host();
    }

    private KeptHost host() throws IOException {
        expect(json.currentToken(), JsonToken.START_OBJECT);
        Host.Builder host = Host.builder("");
        Instant at = Instant.EPOCH;
        boolean changed = false;
        String profile = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            json.nextToken();
            switch (key) {
                case "kept" -> at = Instant.parse(json.getText());
                case "name" -> host.name(json.getText());
                case "release" -> host.release(EsxRelease.parse(json.getText()));
                case "version" -> host.version(json.getText());
                case "build" -> host.build(Long.valueOf(json.getText()));
                case "base" -> host.base(new VibVersion(json.getText()));
                case "profile" -> profile = json.getText();
                case "profileChanged" -> changed = Boolean.parseBoolean(json.getText());
                case "connected" -> host.connected(Boolean.parseBoolean(json.getText()));
                case "bulletins" -> host.bulletins(texts());
                case "lacking" -> host.lacking(texts());
                case "gaps" -> texts().forEach(host::gap);
                case "origins" -> texts().forEach(host::origin);
                case "components" -> host.components(components());
                case "vibs" -> host.vibs(vibs());
                default -> json.skipChildren();
            }
        }
        expect(json.currentToken(), JsonToken.END_OBJECT);
        host.profile(profile, changed).at(at);
        return new KeptHost(host.build(), at);
    }

    private static void expect(JsonToken token, JsonToken expected) throws IOException {
        if (token != expected) {
            throw new IOException("it is not as it was written");
        }
    }

    private List<String> texts() throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY);
        List<String> texts = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            texts.add(json.getText());
            limit(texts);
        }
        expect(json.currentToken(), JsonToken.END_ARRAY);
        return texts;
    }

    /** More than a host has; a file may come from anywhere. */
    private static void limit(Collection<?> things) throws IOException {
        if (things.size() > MOST) {
            throw new IOException("a list has more than %,d parts".formatted(MOST));
        }
    }

    /** The fields of an object: a text is a list of one. */
    private Map<String, List<String>> fields() throws IOException {
        Map<String, List<String>> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            boolean isList = json.nextToken() == JsonToken.START_ARRAY;
            fields.put(key, isList ? texts() : List.of(json.getText()));
        }
        return fields;
    }

    private List<InstalledComponent> components() throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY);
        List<InstalledComponent> components = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            Map<String, List<String>> fields = fields();
            components.add(
                    new InstalledComponent(
                            one(fields, "name"), new VibVersion(one(fields, "version"))));
            limit(components);
        }
        return components;
    }

    private List<InstalledVib> vibs() throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY);
        List<InstalledVib> vibs = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_OBJECT) {
            InstalledVib vib = vib(fields());
            vibs.add(known.computeIfAbsent(vib, each -> each));
            limit(vibs);
        }
        return vibs;
    }

    private static InstalledVib vib(Map<String, List<String>> fields) {
        return new InstalledVib(
                one(fields, "name"),
                new VibVersion(one(fields, "version")),
                one(fields, "vendor"),
                relations(fields, "depends"),
                relations(fields, "conflicts"),
                relations(fields, "replaces"),
                relations(fields, "provides"));
    }

    private static String one(Map<String, List<String>> fields, String key) {
        List<String> values = fields.getOrDefault(key, List.of());
        return values.isEmpty() ? "" : values.get(0);
    }

    private static List<VibRelation> relations(Map<String, List<String>> fields, String key) {
        return fields.getOrDefault(key, List.of()).stream().map(HostParser::relation).toList();
    }

    private static VibRelation relation(String text) {
        String[] words = text.split(" ");
        return words.length == 3
                ? new VibRelation(
                        words[0],
                        VibRelation.Operator.of(words[1]).orElseThrow(),
                        new VibVersion(words[2]))
                : VibRelation.any(text);
    }
}
