package org.esxsync.compliance.keep;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.esxsync.api.compliance.Host;
import org.esxsync.api.compliance.InstalledComponent;
import org.esxsync.api.compliance.InstalledVib;
import org.esxsync.api.compliance.KeptHost;
import org.esxsync.api.patch.VibRelation;
import org.jspecify.annotations.Nullable;

/** Writes a host as JSON, which {@link HostParser} reads. */
final class HostWriter {

    private final JsonGenerator json;

    private HostWriter(JsonGenerator json) {
        this.json = json;
    }

    static byte[] bytes(KeptHost kept) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
            new HostWriter(json).write(kept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private void write(KeptHost kept) throws IOException {
        Host host = kept.host();
        json.writeStartObject();
        text("kept", kept.at());
        text("name", host.name());
        text("release", host.release());
        text("version", host.version());
        text("build", host.build());
        text("base", host.base());
        text("profile", host.profile());
        text("profileChanged", host.profileChanged());
        text("connected", host.connected());
        texts("bulletins", host.bulletins());
        texts("lacking", host.lacking());
        texts("gaps", host.gaps());
        texts("origins", host.origins());
        components(host.components());
        vibs(host.vibs());
        json.writeEndObject();
    }

    private void text(String key, @Nullable Object value) throws IOException {
        if (value != null) {
            json.writeStringField(key, value.toString());
        }
    }

    private void texts(String key, @Nullable List<?> values) throws IOException {
        if (values == null) {
            return;
        }
        json.writeArrayFieldStart(key);
        for (Object each : values) {
            json.writeString(Objects.toString(each));
        }
        json.writeEndArray();
    }

    private void components(@Nullable List<InstalledComponent> components) throws IOException {
        if (components == null) {
            return;
        }
        json.writeArrayFieldStart("components");
        for (InstalledComponent each : components) {
            json.writeStartObject();
            text("name", each.name());
            text("version", each.version());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void vibs(@Nullable List<InstalledVib> vibs) throws IOException {
        if (vibs == null) {
            return;
        }
        json.writeArrayFieldStart("vibs");
        for (InstalledVib each : vibs) {
            json.writeStartObject();
            text("name", each.name());
            text("version", each.version());
            text("vendor", each.vendor());
            relations("depends", each.depends());
            relations("conflicts", each.conflicts());
            relations("replaces", each.replaces());
            relations("provides", each.provides());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void relations(String key, List<VibRelation> relations) throws IOException {
        if (!relations.isEmpty()) {
            texts(key, relations);
        }
    }
}
