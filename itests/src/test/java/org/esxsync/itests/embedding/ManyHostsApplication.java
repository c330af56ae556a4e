package org.esxsync.itests.embedding;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.esxsync.itests.plugin.BundleJar;

/**
 * Starts a framework with our bundles, reads what a depot lists, and has thousands of hosts judged.
 * It is a program of its own, so that its heap can be bounded. Prints a line for each step.
 */
final class ManyHostsApplication {

    private static final String COMPONENT = "org.esxsync.itests.embedding.ManyHostsComponent";

    private ManyHostsApplication() {}

    /**
     * @param args the directory of the distribution's bundles, that of the configurations, the
     *     mirror, an empty directory, and how many hosts
     */
    public static void main(String[] args) throws Exception {
        Path work = Path.of(args[3]);
        EmbeddedFramework framework = EmbeddedFramework.start(args[1], args[2], work);
        try {
            framework.install(Path.of(args[0]), ownBundle(), work.resolve("hosts.jar"));
            UnaryOperator<String> hosts = framework.service();
            System.out.println(hosts.apply("list"));
            System.out.println(hosts.apply(args[4]));
            System.out.println(hosts.apply(args[4]));
        } finally {
            framework.stop();
        }
        System.out.println("done");
    }

    private static BundleJar ownBundle() {
        return new BundleJar(
                "org.example.hosts",
                "org.esxsync.api.compliance,org.esxsync.api.patch,org.esxsync.api.release,"
                        + "org.esxsync.api.sync",
                """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="%1$s" init="2">
                  <service><provide interface="%2$s"/></service>
                  <reference name="patchSync" interface="org.esxsync.api.sync.PatchSync" parameter="0"/>
                  <reference name="compliance" interface="org.esxsync.api.compliance.Compliance"
                      parameter="1"/>
                  <reference name="source" interface="org.esxsync.api.source.PatchSource"/>
                  <reference name="release" interface="org.esxsync.api.release.VersionMatcher"
                      target="(esx.release=esxi-8.0)"/>
                  <reference name="other" interface="org.esxsync.api.release.VersionMatcher"
                      target="(esx.release=esx-3.0.1)"/>
                  <implementation class="%1$s"/>
                </scr:component>
                """
                        .formatted(COMPONENT, UnaryOperator.class.getName()),
                List.of(COMPONENT));
    }
}
