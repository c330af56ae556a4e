package org.esxsync.source.files;

import java.util.Map;
import java.util.Set;
import org.esxsync.api.configuration.ConfigurationCheck;
import org.esxsync.api.configuration.TypedConfiguration;
import org.osgi.service.component.annotations.Component;

/** Checks what is configured of a share, as the source of it would read it. */
@Component
public final class FilesCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return FilesPatchSource.PID;
    }

    @Override
    public Set<String> keys() {
        return TypedConfiguration.keys(FilesPatchSource.Config.class);
    }

    @Override
    public void check(String pid, Map<String, ?> values) {
        FilesPatchSource.check(pid, TypedConfiguration.of(FilesPatchSource.Config.class, values));
    }
}
