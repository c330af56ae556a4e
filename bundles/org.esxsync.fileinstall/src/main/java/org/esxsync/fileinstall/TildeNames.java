package org.esxsync.fileinstall;

import java.io.File;
import java.util.Hashtable;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Hands files such as {@code org.esxsync.source.vi3~vmware.cfg} to the installer of configurations
 * under the name {@code org.esxsync.source.vi3-vmware.cfg}: File Install knows the dash alone as
 * the mark of a factory configuration, and would take the whole name for a single one. An activator
 * and no component, since configurations are read before components start.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class TildeNames implements BundleActivator, ArtifactInstaller {

    private static final int AHEAD_OF_FILE_INSTALL = 1;

    private ServiceTracker<ArtifactInstaller, ArtifactInstaller> installers;

    @Override
    public void start(BundleContext context) {
        installers = new ServiceTracker<>(context, ArtifactInstaller.class, null);
        installers.open();
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_RANKING, AHEAD_OF_FILE_INSTALL);
        context.registerService(ArtifactInstaller.class, this, properties);
    }

    @Override
    public void stop(BundleContext context) {
        installers.close();
    }

    @Override
    public boolean canHandle(File file) {
        String name = file.getName();
        return name.endsWith(".cfg") && name.indexOf('~') > 0;
    }

    @Override
    public void install(File file) throws Exception {
        installer(file).install(new DashedFile(file));
    }

    @Override
    public void update(File file) throws Exception {
        installer(file).update(new DashedFile(file));
    }

    @Override
    public void uninstall(File file) throws Exception {
        installer(file).uninstall(new DashedFile(file));
    }

    private ArtifactInstaller installer(File file) {
        for (ArtifactInstaller installer : installers.getServices(new ArtifactInstaller[0])) {
            if (installer != this && installer.canHandle(new DashedFile(file))) {
                return installer;
            }
        }
        throw new IllegalStateException(
                file + " cannot be read: no Configuration Admin service is there");
    }

    /** The same file under the name that File Install understands. */
    static final class DashedFile extends File {

        private static final long serialVersionUID = 1L;

        DashedFile(File file) {
            super(file.getPath());
        }

        @Override
        public String getName() {
            return super.getName().replaceFirst("~", "-");
        }
    }
}
