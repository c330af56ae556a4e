package org.esxsync.api.patch;

import java.net.URI;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.esxsync.api.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * One thing to install, as its publisher describes it: a VI3 patch ({@code ESX-1006980}), a
 * bulletin ({@code ESXi650-201710401-BG}), a standalone VIB or an image profile; or a notice about
 * others. It says nothing about whether or how we fetched it; that is the ledger's.
 *
 * @param source the name of the source that listed it
 * @param id the publisher's id, unique in a release but not for ever: publishers do re-use ids
 * @param format what a {@code PatchLayout} must understand, such as {@code vi3} or {@code depot}
 * @param title one line for people; the id where the publisher gives none
 * @param releaseDate the day of release as published, or null where none is given
 * @param classification what kind of patch it is
 * @param platforms what it is for, in the publisher's order; may be empty
 * @param artifacts its files; empty for a patch that is described but cannot be downloaded
 * @param metadata the document that describes it to hosts, such as a depot's metadata zip, or null
 *     where the artifacts carry their own description
 * @param supersedes ids of the patches that it replaces, each made one plain line of text as ids
 *     are
 * @param reboot whether the host must be restarted
 * @param details a page about it, or null
 * @param kind what it is to its publisher
 * @param releaseTime the time of day of the release as published, with no shift to another time
 *     zone, or null where none is given; never there without a day
 * @param vibs the VIBs that it consists of, as far as its publisher describes them; empty for a
 *     patch of 3.x and for a notice
 * @param profile what only an image profile tells; null for all others
 * @param notice what only a notice tells; null for all others
 */
public record Patch(
        String source,
        String id,
        String format,
        String title,
        @Nullable LocalDate releaseDate,
        Classification classification,
        List<Platform> platforms,
        List<Artifact> artifacts,
        @Nullable Artifact metadata,
        List<String> supersedes,
        Reboot reboot,
        @Nullable URI details,
        PatchKind kind,
        @Nullable LocalTime releaseTime,
        List<Vib> vibs,
        @Nullable ImageProfile profile,
        @Nullable Notice notice) {

    private static final String DEPOT = "depot";

    /**
     * @throws IllegalArgumentException if source, id or format is not one plain line of text, if
     *     there is a release time and no date, or if profile or notice is of another kind
     */
    public Patch {
        requireText(source, "source");
        requireText(id, "id");
        requireText(format, "format");
        title = OneLine.of(title);
        title = title.isEmpty() ? id : title;
        Objects.requireNonNull(classification, "classification");
        platforms = List.copyOf(platforms);
        artifacts = List.copyOf(artifacts);
        supersedes = supersedes.stream().map(OneLine::of).toList();
        Objects.requireNonNull(reboot, "reboot");
        vibs = List.copyOf(vibs);
        if (releaseTime != null && releaseDate == null) {
            throw new IllegalArgumentException(id + " has a release time and no release date");
        }
        if (profile != null && kind != PatchKind.IMAGE_PROFILE
                || notice != null && kind != PatchKind.NOTICE) {
            throw new IllegalArgumentException(
                    "%s is of kind %s and tells what another kind tells".formatted(id, kind));
        }
    }

    /**
     * A bulletin if it is of the format {@code depot}, else a patch, of which VIBs and time of
     * release are not known.
     *
     * @throws IllegalArgumentException if source, id or format is not one plain line of text
     */
    public Patch(
            String source,
            String id,
            String format,
            String title,
            @Nullable LocalDate releaseDate,
            Classification classification,
            List<Platform> platforms,
            List<Artifact> artifacts,
            @Nullable Artifact metadata,
            List<String> supersedes,
            Reboot reboot,
            @Nullable URI details) {
        this(
                source,
                id,
                format,
                title,
                releaseDate,
                classification,
                platforms,
                artifacts,
                metadata,
                supersedes,
                reboot,
                details,
                kindOf(format),
                null,
                List.of(),
                null,
                null);
    }

    private static PatchKind kindOf(String format) {
        return format.equals(DEPOT) ? PatchKind.BULLETIN : PatchKind.PATCH;
    }

    /** The same patch with other files. */
    public Patch withArtifacts(List<Artifact> others) {
        return with(builder -> replace(builder.artifacts, others));
    }

    /** The same patch for other platforms. */
    public Patch withPlatforms(List<Platform> others) {
        return with(builder -> replace(builder.platforms, others));
    }

    /** The same patch, which replaces others. */
    public Patch withSupersedes(List<String> others) {
        return with(builder -> replace(builder.supersedes, others));
    }

    /** The same patch, of whose VIBs nothing is told. */
    public Patch withoutVibs() {
        return with(builder -> builder.vibs.clear());
    }

    private Patch with(Consumer<Builder> change) {
        Builder builder =
                builder(source, id, format)
                        .title(title)
                        .releaseDate(releaseDate)
                        .classification(classification)
                        .platforms(platforms)
                        .artifacts(artifacts)
                        .metadata(metadata)
                        .supersedes(supersedes)
                        .reboot(reboot)
                        .details(details)
                        .kind(kind)
                        .releaseTime(releaseTime)
                        .vibs(vibs)
                        .profile(profile)
                        .notice(notice);
        change.accept(builder);
        return builder.build();
    }

    private static <T> void replace(List<T> present, List<T> others) {
        present.clear();
        present.addAll(others);
    }

    /** Starts a patch of which only the mandatory parts are known. */
    public static Builder builder(String source, String id, String format) {
        return new Builder(source, id, format);
    }

    /** Whether there is anything to download. */
    public boolean isDownloadable() {
        return !artifacts.isEmpty();
    }

    /** Whether the publisher names this product and version; see {@link Platform#covers}. */
    public boolean isFor(String product, String version) {
        // A loop, since every matcher asks this of every patch.
        for (Platform platform : platforms) {
            if (platform.covers(product, version)) {
                return true;
            }
        }
        return false;
    }

    /** The sum of the exact sizes in bytes; artifacts of unknown size count as 0. */
    public long knownSize() {
        return artifacts.stream().mapToLong(artifact -> Math.max(0, artifact.size())).sum();
    }

    /**
     * The sum of the sizes to expect in bytes, exact or approximate; artifacts of which neither is
     * published count as 0.
     */
    public long expectedSize() {
        return artifacts.stream().mapToLong(artifact -> Math.max(0, artifact.expectedSize())).sum();
    }

    /**
     * When it was released, to tell the later one of two; a day without a time counts from its
     * start. Null if the day is not published.
     */
    public @Nullable LocalDateTime releasedAt() {
        if (releaseDate == null) {
            return null;
        }
        return releaseTime == null ? releaseDate.atStartOfDay() : releaseDate.atTime(releaseTime);
    }

    /** The file of one of its VIBs, if it is among the artifacts. */
    public Optional<Artifact> fileOf(Vib vib) {
        return artifacts.stream()
                .filter(artifact -> artifact.path().equals(vib.file()))
                .findFirst();
    }

    /**
     * A short name for exactly this content, as far as the publisher pins it down: equal for the
     * same files from two sources, different when a file is released again under the same id. It is
     * made of each artifact's path and strongest digest, or its location where none is published;
     * for an image profile of the ids of its VIBs, and for a notice of what it says.
     */
    public String revision() {
        return PatchIdentity.revision(this);
    }

    /** Names this patch in the ledger. */
    public PatchKey key() {
        return new PatchKey(id, revision());
    }

    private static void requireText(String value, String what) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a patch needs a " + what);
        }
        if (!value.equals(OneLine.of(value))) {
            throw new IllegalArgumentException(
                    "a patch's %s is not one plain line of text: '%s'"
                            .formatted(what, OneLine.of(value)));
        }
    }

    /**
     * Collects the parts of a {@link Patch} while a page or document is read. A single value
     * replaces the one before; platforms, artifacts, VIBs and superseded ids add up. Not
     * thread-safe.
     */
    public static final class Builder {

        private final String source;
        private final String id;
        private final String format;
        private String title = "";
        private @Nullable LocalDate releaseDate;
        private Classification classification = Classification.NONE;
        private final List<Platform> platforms = new ArrayList<>();
        private final List<Artifact> artifacts = new ArrayList<>();
        private @Nullable Artifact metadata;
        private final List<String> supersedes = new ArrayList<>();
        private Reboot reboot = Reboot.UNKNOWN;
        private @Nullable URI details;
        private PatchKind kind;
        private @Nullable LocalTime releaseTime;
        private final List<Vib> vibs = new ArrayList<>();
        private @Nullable ImageProfile profile;
        private @Nullable Notice notice;

        private Builder(String source, String id, String format) {
            this.source = source;
            this.id = id;
            this.format = format;
            this.kind = kindOf(format);
        }

        /** Without it, what is of the format {@code depot} is a bulletin, and all else a patch. */
        public Builder kind(PatchKind kind) {
            this.kind = kind;
            return this;
        }

        public Builder title(String title) {
            this.title = title;
            return this;
        }

        public Builder releaseDate(@Nullable LocalDate releaseDate) {
            this.releaseDate = releaseDate;
            return this;
        }

        public Builder releaseTime(@Nullable LocalTime releaseTime) {
            this.releaseTime = releaseTime;
            return this;
        }

        public Builder classification(Classification classification) {
            this.classification = classification;
            return this;
        }

        public Builder platform(String product, String versionPattern) {
            return platforms(List.of(new Platform(product, versionPattern)));
        }

        public Builder platforms(Collection<Platform> platforms) {
            this.platforms.addAll(platforms);
            return this;
        }

        public Builder artifact(Artifact artifact) {
            return artifacts(List.of(artifact));
        }

        public Builder artifacts(Collection<Artifact> artifacts) {
            this.artifacts.addAll(artifacts);
            return this;
        }

        public Builder vib(Vib vib) {
            return vibs(List.of(vib));
        }

        public Builder vibs(Collection<Vib> vibs) {
            this.vibs.addAll(vibs);
            return this;
        }

        public Builder metadata(@Nullable Artifact metadata) {
            this.metadata = metadata;
            return this;
        }

        public Builder supersedes(Collection<String> supersedes) {
            this.supersedes.addAll(supersedes);
            return this;
        }

        public Builder reboot(Reboot reboot) {
            this.reboot = reboot;
            return this;
        }

        public Builder details(@Nullable URI details) {
            this.details = details;
            return this;
        }

        public Builder profile(@Nullable ImageProfile profile) {
            this.profile = profile;
            return this;
        }

        public Builder notice(@Nullable Notice notice) {
            this.notice = notice;
            return this;
        }

        /**
         * The patch as described so far; the builder can go on to be used.
         *
         * @throws IllegalArgumentException as the constructor of {@link Patch}
         */
        public Patch build() {
            return new Patch(
                    source,
                    id,
                    format,
                    title,
                    releaseDate,
                    classification,
                    platforms,
                    artifacts,
                    metadata,
                    supersedes,
                    reboot,
                    details,
                    kind,
                    releaseTime,
                    vibs,
                    profile,
                    notice);
        }
    }
}
