package org.esxsync.fileinstall;

import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.esxsync.api.configuration.ConfigurationProblem;
import org.esxsync.api.configuration.ConfigurationProblem.Severity;
import org.esxsync.api.configuration.DeploymentProblems;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts our {@code .cfg} files into Config Admin, in File Install's stead, for two reasons. It knows
 * the dash alone as the mark of a factory configuration, and would take {@code
 * org.esxsync.source.vi3~vmware} for a single one. And it replaces {@code ${env:NAME}} and {@code
 * ${file:path}}, so that a secret would be kept in the store of configurations, or be lost. An
 * activator and no component, since configurations are read before components start.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class ConfigurationFiles implements BundleActivator, ArtifactInstaller {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFiles.class);
    private static final String WATCHED = "felix.fileinstall.dir";
    private static final String HOME = "esxsync.home";
    private static final int AHEAD_OF_FILE_INSTALL = 1;

    /** By this property File Install, and Karaf's commands, know the file of a configuration. */
    public static final String FILE_NAME = "felix.fileinstall.filename";

    private BundleContext context;
    private ServiceTracker<ConfigurationAdmin, ConfigurationAdmin> configurations;
    private ReadFiles read;

    @Override
    public void start(BundleContext bundleContext) {
        context = bundleContext;
        configurations = new ServiceTracker<>(context, ConfigurationAdmin.class, null);
        configurations.open();
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_RANKING, AHEAD_OF_FILE_INSTALL);
        read = new ReadFiles(context::getBundles);
        context.registerService(DeploymentProblems.class, read, null);
        DeployedFiles deployed =
                new DeployedFiles(watchedDirectories(), context::getBundles, this::resolves);
        context.registerService(DeploymentProblems.class, deployed, null);
        context.addFrameworkListener(event -> tellOnceAllIsDeployed(event, deployed));
        context.registerService(ArtifactInstaller.class, this, properties);
    }

    /** Those of our own distribution; another server has files of its own in its directories. */
    private List<File> watchedDirectories() {
        String directories = context.getProperty(WATCHED);
        return context.getProperty(HOME) == null || directories == null
                ? List.of()
                : Stream.of(directories.split(",")).map(File::new).toList();
    }

    private boolean resolves(Bundle bundle) {
        FrameworkWiring framework = context.getBundle(0).adapt(FrameworkWiring.class);
        return framework.resolveBundles(List.of(bundle));
    }

    @Override
    public void stop(BundleContext bundleContext) {
        configurations.close();
    }

    @Override
    public boolean canHandle(File file) {
        return ConfigurationFile.isOne(file) && configurations.getService() != null;
    }

    /** A file that cannot be read is logged, and changes no configuration. */
    @Override
    public void install(File file) throws IOException {
        ConfigurationFile found = ConfigurationFile.of(file);
        Dictionary<String, Object> properties;
        try {
            properties = found.properties(context::getProperty);
        } catch (IOException e) {
            read.failed(found, String.valueOf(e.getMessage()));
            tell(read.problems(file));
            return;
        }
        read.read(found, Collections.list(properties.keys()));
        tell(read.problems(file));
        properties.put(FILE_NAME, uri(file));
        List<Configuration> known = known(file);
        (known.isEmpty() ? configuration(found) : known.get(0)).updateIfDifferent(properties);
    }

    private static void tellOnceAllIsDeployed(FrameworkEvent event, DeployedFiles deployed) {
        if (event.getType() == FrameworkEvent.STARTED) {
            try {
                tell(deployed.problems());
            } catch (IllegalStateException e) {
                LOG.debug("a command that ended at once needs it no more", e);
            }
        }
    }

    /** Told at once; {@code status} tells it as long as it lasts. */
    private static void tell(List<ConfigurationProblem> problems) {
        for (ConfigurationProblem each : problems) {
            if (each.severity() == Severity.UNUSABLE) {
                LOG.error("{}", each.text());
            } else {
                LOG.warn("{}", each.text());
            }
        }
    }

    @Override
    public void update(File file) throws IOException {
        install(file);
    }

    @Override
    public void uninstall(File file) throws IOException {
        read.forget(file);
        List<Configuration> known = known(file);
        for (Configuration each : known) {
            each.delete();
        }
        if (known.isEmpty()) {
            configuration(ConfigurationFile.of(file)).delete();
        }
    }

    /** Whoever makes a configuration and its file, as Karaf does, may name the two differently. */
    private List<Configuration> known(File file) throws IOException {
        ConfigurationAdmin admin = configurations.getService();
        try {
            Configuration[] found =
                    admin == null
                            ? null
                            : admin.listConfigurations(
                                    "(%s=%s)".formatted(FILE_NAME, escaped(uri(file))));
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static String uri(File file) {
        return file.getAbsoluteFile().toURI().toString();
    }

    /** What means something in a filter. */
    private static String escaped(String text) {
        return text.replaceAll("[\\\\*()]", "\\\\$0");
    }

    private Configuration configuration(ConfigurationFile file) throws IOException {
        ConfigurationAdmin admin = configurations.getService();
        if (admin == null) {
            throw new IOException(
                    file.file() + ": Config Admin is not there; touch the file once it is");
        }
        return file.name().isEmpty()
                ? admin.getConfiguration(file.pid(), "?")
                : admin.getFactoryConfiguration(file.pid(), file.name(), "?");
    }
}
