package org.esxsync.api.compliance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.esxsync.api.OneLine;
import org.esxsync.api.patch.VibVersion;
import org.esxsync.api.release.EsxRelease;
import org.jspecify.annotations.Nullable;

/**
 * A host, as far as what it or a tool printed tells. A list is null where nothing was said of such
 * things, and empty where there are none.
 *
 * @param name what people call it; the name of its file where the file tells none
 * @param release such as {@code esxi-7.0}, or null if not told
 * @param version such as {@code 7.0.3}; empty if not told
 * @param build the number of its build, or null if not told. Builds do not order what is installed
 *     across the branches of updates
 * @param base the version of its base image, which is that of its VIB {@code esx-base}; or null
 * @param vibs its VIBs, or null
 * @param components its components, or null
 * @param bulletins the ids of bulletins or patches that are installed, or null
 * @param lacking ids of bulletins that the host's own tool says it lacks
 * @param profile the name of its image profile, without a mark that it was changed; or null
 * @param profileChanged whether more or less is installed than its image profile says
 * @param connected false if a tool says that it could not ask the host
 * @param at when it told this, or null if nobody knows
 * @param gaps why what is told is not the whole, each as one line; a host with gaps may lack more
 *     than is seen
 * @param origins what it was read from, each as one line: the file, and what it holds
 */
public record Host(
        String name,
        @Nullable EsxRelease release,
        String version,
        @Nullable Long build,
        @Nullable VibVersion base,
        @Nullable List<InstalledVib> vibs,
        @Nullable List<InstalledComponent> components,
        @Nullable List<String> bulletins,
        List<String> lacking,
        @Nullable String profile,
        boolean profileChanged,
        boolean connected,
        @Nullable Instant at,
        List<String> gaps,
        List<String> origins) {

    private static final int LONGEST_NAME = 255;

    /**
     * @throws IllegalArgumentException if the name is empty
     */
    public Host {
        name = OneLine.of(name, LONGEST_NAME);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a host needs a name");
        }
        version = OneLine.of(version);
        vibs = vibs == null ? null : List.copyOf(vibs);
        components = components == null ? null : List.copyOf(components);
        bulletins = bulletins == null ? null : plain(bulletins);
        lacking = plain(lacking);
        gaps = plain(gaps);
        origins = plain(origins);
    }

    private static List<String> plain(List<String> texts) {
        return texts.stream().map(OneLine::of).toList();
    }

    /** Starts a host of which nothing but its name is known. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** The same host, with some parts changed. */
    public Host with(UnaryOperator<Builder> change) {
        Builder builder =
                builder(name)
                        .release(release)
                        .version(version)
                        .build(build)
                        .base(base)
                        .vibs(vibs)
                        .components(components)
                        .bulletins(bulletins)
                        .lacking(lacking)
                        .profile(profile, profileChanged)
                        .connected(connected)
                        .at(at);
        gaps.forEach(builder::gap);
        origins.forEach(builder::origin);
        return change.apply(builder).build();
    }

    /** Whether anything is told by which patches can be judged. */
    public boolean isKnown() {
        return vibs != null
                || components != null
                || bulletins != null
                || !lacking.isEmpty()
                || base != null
                || build != null
                || profile != null;
    }

    /**
     * Collects the parts of a {@link Host}. A value replaces the one before; gaps and origins add
     * up. Not thread-safe.
     */
    public static final class Builder {

        private String name;
        private @Nullable EsxRelease release;
        private String version = "";
        private @Nullable Long build;
        private @Nullable VibVersion base;
        private @Nullable List<InstalledVib> vibs;
        private @Nullable List<InstalledComponent> components;
        private @Nullable List<String> bulletins;
        private List<String> lacking = List.of();
        private @Nullable String profile;
        private boolean profileChanged;
        private boolean connected = true;
        private @Nullable Instant at;
        private final List<String> gaps = new ArrayList<>();
        private final List<String> origins = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        public Builder name(String name) {
            this.name = name;
            return this;
        }

        public Builder release(@Nullable EsxRelease release) {
            this.release = release;
            return this;
        }

        public Builder version(String version) {
            this.version = version;
            return this;
        }

        public Builder build(@Nullable Long build) {
            this.build = build;
            return this;
        }

        public Builder base(@Nullable VibVersion base) {
            this.base = base;
            return this;
        }

        public Builder vibs(@Nullable Collection<InstalledVib> vibs) {
            this.vibs = vibs == null ? null : List.copyOf(vibs);
            return this;
        }

        public Builder components(@Nullable Collection<InstalledComponent> components) {
            this.components = components == null ? null : List.copyOf(components);
            return this;
        }

        public Builder bulletins(@Nullable Collection<String> bulletins) {
            this.bulletins = bulletins == null ? null : List.copyOf(bulletins);
            return this;
        }

        public Builder lacking(Collection<String> lacking) {
            this.lacking = List.copyOf(lacking);
            return this;
        }

        public Builder profile(@Nullable String profile, boolean changed) {
            this.profile = profile;
            this.profileChanged = changed;
            return this;
        }

        public Builder connected(boolean connected) {
            this.connected = connected;
            return this;
        }

        public Builder at(@Nullable Instant at) {
            this.at = at;
            return this;
        }

        public Builder gap(String gap) {
            this.gaps.add(gap);
            return this;
        }

        public Builder origin(String origin) {
            this.origins.add(origin);
            return this;
        }

        /**
         * The host as described so far; the builder can go on to be used.
         *
         * @throws IllegalArgumentException if its name is empty
         */
        public Host build() {
            return new Host(
                    name,
                    release,
                    version,
                    build,
                    base,
                    vibs,
                    components,
                    bulletins,
                    lacking,
                    profile,
                    profileChanged,
                    connected,
                    at,
                    gaps,
                    origins);
        }
    }
}
