package org.esxsync.advisory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.esxsync.advisory.place.Reading;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.advisory.Advisories;
import org.esxsync.api.advisory.AdvisoryPlace;
import org.esxsync.api.advisory.KnownVulnerabilities;
import org.esxsync.api.advisory.Vulnerability;
import org.esxsync.api.advisory.VulnerabilityDetails;
import org.esxsync.api.configuration.ConfigurationException;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.api.sync.PublishedMirror;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all configured places when it is asked. */
@Component
public final class ConfiguredAdvisories implements Advisories {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredAdvisories.class);

    private final PublishedMirror mirror;
    private final MirrorCatalogue catalogue;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<AdvisorySource> sources = List.of();

    @Activate
    public ConfiguredAdvisories(
            @Reference PublishedMirror mirror, @Reference MirrorCatalogue catalogue) {
        this.mirror = mirror;
        this.catalogue = catalogue;
    }

    ConfiguredAdvisories(
            PublishedMirror mirror, MirrorCatalogue catalogue, List<AdvisorySource> sources) {
        this(mirror, catalogue);
        this.sources = List.copyOf(sources);
    }

    @Override
    public boolean isConfigured() {
        return !sources.isEmpty();
    }

    @Override
    public KnownVulnerabilities read() {
        List<AdvisorySource> now = new ArrayList<>(sources);
        if (now.isEmpty()) {
            throw new ConfigurationException(
                    AdvisorySource.PID + "~NAME",
                    "location",
                    "",
                    "no place of advisories is configured; name a directory, a zip or a file with"
                            + " CVE records, such as with 'config set org.esxsync.advisory~cve"
                            + " location /srv/advisories'");
        }
        now.sort(
                Comparator.comparing(AdvisorySource::name).thenComparing(AdvisorySource::location));
        Path memory = memory();
        Findings findings = new Findings();
        List<AdvisoryPlace> places = new ArrayList<>();
        for (AdvisorySource source : now) {
            Reading reading = read(source, memory);
            findings.add(reading.findings());
            places.add(place(source, reading));
        }
        return new VulnerabilityIndex(findings.vulnerabilities(), findings, places, catalogue);
    }

    private static Reading read(AdvisorySource source, @Nullable Path memory) {
        try {
            return source.read(memory);
        } catch (NoClassDefFoundError e) {
            throw new EsxSyncException(
                    "%s cannot be read: the JSON library is not installed; install the bundle"
                                    .formatted(source.location())
                            + " jackson-core 2.23 or a later 2.x",
                    e);
        }
    }

    private static AdvisoryPlace place(AdvisorySource source, Reading reading) {
        reading.problems().forEach(problem -> LOG.info("{}: {}", source.location(), problem));
        LOG.info(
                "{}: {} files, of which {} were as they had been",
                source.location(),
                String.format(Locale.ROOT, "%,d", reading.files()),
                String.format(Locale.ROOT, "%,d", reading.unchanged()));
        return new AdvisoryPlace(
                source.name(),
                source.location(),
                reading.files(),
                reading.unchanged(),
                Findings.records(reading.findings()),
                reading.problems());
    }

    /** Without a mirror nothing is remembered. */
    private @Nullable Path memory() {
        return mirror.isThere()
                ? mirror.directory().resolve(".esxsync").resolve("advisories")
                : null;
    }

    @Override
    public List<VulnerabilityDetails> details(List<Vulnerability> vulnerabilities) {
        return FixedPatches.of(vulnerabilities, catalogue);
    }
}
