package org.esxsync.advisory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.esxsync.advisory.place.Place;
import org.esxsync.advisory.place.Reading;
import org.esxsync.api.PlainReason;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.source.SourceName;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** A configured place where vulnerabilities are told of. Reads nothing until it is asked. */
@Component(
        service = AdvisorySource.class,
        configurationPid = AdvisorySource.PID,
        property = "webconsole.configurationFactory.nameHint={location}",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AdvisoryConfig.class, factory = true)
public final class AdvisorySource {

    static final String PID = "org.esxsync.advisory";

    private static final String KEY = "location";
    private static final String ALLOWED = "name a directory, a zip or a file";

    private final String pid;
    private final String name;
    private final String location;

    @Activate
    public AdvisorySource(AdvisoryConfig config, Map<String, Object> properties) {
        this.pid = String.valueOf(properties.getOrDefault("service.pid", PID));
        this.location = config.location().strip();
        this.name = SourceName.of(PID, properties, location);
    }

    String name() {
        return name;
    }

    String location() {
        return location;
    }

    /**
     * Reads what is there.
     *
     * @param memory the directory in which is remembered what was found, or null for none
     * @throws ConfigurationException if it cannot be read
     */
    Reading read(@Nullable Path memory) {
        Path place = place(pid, location);
        try {
            return Place.read(place, memory == null ? null : memory.resolve(name));
        } catch (IOException e) {
            throw new ConfigurationException(
                    pid, KEY, location, PlainReason.of(e) + "; " + ALLOWED);
        }
    }

    /**
     * Looks for the place, and reads nothing of it.
     *
     * @throws ConfigurationException if there is none
     */
    static Path place(String pid, String location) {
        try {
            Path place = Path.of(location.strip());
            if (!location.isBlank() && Files.isReadable(place)) {
                return place.toAbsolutePath();
            }
        } catch (InvalidPathException e) {
            throw new ConfigurationException(pid, KEY, location, ALLOWED);
        }
        throw new ConfigurationException(
                pid,
                KEY,
                location,
                (location.isBlank() ? "" : "there is nothing that can be read; ") + ALLOWED);
    }
}
