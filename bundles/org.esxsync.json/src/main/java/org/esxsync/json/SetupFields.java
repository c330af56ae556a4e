package org.esxsync.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.esxsync.api.setup.AddedSource;
import org.esxsync.api.setup.EffectiveConfiguration;
import org.esxsync.api.source.FoundSource;

/** The fields of what sets ESX Sync up; the same holds for them as for {@link JsonFields}. */
final class SetupFields {

    private SetupFields() {}

    static Map<String, Object> added(AddedSource source) {
        FoundSource found = source.found();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", source.name());
        fields.put("definedBy", source.definedBy());
        fields.put("pid", found.pid());
        fields.put("kind", found.kind());
        fields.put("patches", found.patches() == FoundSource.UNKNOWN ? null : found.patches());
        fields.put("counted", found.counted());
        fields.put("releases", found.releases().stream().map(Object::toString).toList());
        fields.put("leftOut", found.leftOut());
        fields.put("remarks", source.remarks());
        return fields;
    }

    static Map<String, Object> configuration(EffectiveConfiguration configuration) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pid", configuration.pid());
        fields.put("description", configuration.description());
        fields.put("file", configuration.file());
        fields.put("keys", keys(configuration.keys()));
        return fields;
    }

    /** Each key as a row of its own, with the configuration that it belongs to. */
    static List<Map<String, Object>> rows(EffectiveConfiguration configuration) {
        List<Map<String, Object>> rows = keys(configuration.keys());
        rows.forEach(
                row -> {
                    row.put("pid", configuration.pid());
                    row.put("file", configuration.file());
                });
        return rows;
    }

    private static List<Map<String, Object>> keys(List<EffectiveConfiguration.Key> keys) {
        return keys.stream().map(SetupFields::key).toList();
    }

    private static Map<String, Object> key(EffectiveConfiguration.Key key) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", key.name());
        fields.put("value", key.value());
        fields.put("default", key.defaultValue());
        fields.put("origin", key.origin().name().toLowerCase(Locale.ROOT));
        fields.put("options", key.options());
        fields.put("description", key.description());
        return fields;
    }
}
