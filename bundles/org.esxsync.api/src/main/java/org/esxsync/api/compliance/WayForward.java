package org.esxsync.api.compliance;

import java.util.List;
import org.esxsync.api.patch.Reboot;

/**
 * How a host comes to have what it lacks.
 *
 * @param steps what is installed, in this order
 * @param obstacles what stands in the way, each as one line, such as a VIB of another vendor that
 *     conflicts with what is to be installed
 */
public record WayForward(List<InstallStep> steps, List<String> obstacles) {

    public WayForward {
        steps = List.copyOf(steps);
        obstacles = List.copyOf(obstacles);
    }

    /**
     * The same with the mirror's URL.
     *
     * @param url the URL as hosts reach it, with a slash at its end
     */
    public WayForward at(String url) {
        return new WayForward(steps.stream().map(step -> step.at(url)).toList(), obstacles);
    }

    /** Whether somebody has to write the mirror's URL into a line. */
    public boolean lacksUrl() {
        return steps.stream().anyMatch(InstallStep::lacksUrl);
    }

    /** What all steps fetch, as far as sizes are published. */
    public long bytes() {
        return steps.stream().mapToLong(InstallStep::bytes).sum();
    }

    /** How many restarts the steps take. */
    public long reboots() {
        return steps.stream().filter(step -> step.reboot() == Reboot.REQUIRED).count();
    }

    /** What the next sync still has to bring. */
    public List<String> unpublished() {
        return steps.stream().filter(step -> !step.published()).map(InstallStep::patch).toList();
    }
}
