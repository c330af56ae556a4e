package org.esxsync.api.advisory;

import java.util.List;

/**
 * A configured place, and what reading it has brought.
 *
 * @param name its name
 * @param location where it is
 * @param files how many files it has, each that of a zip counted
 * @param unchanged how many of them were not read again, since they are as they were
 * @param vulnerabilities how many records it has that concern ESX or ESXi
 * @param problems what could not be read, each as one line; the rest was read
 */
public record AdvisoryPlace(
        String name,
        String location,
        long files,
        long unchanged,
        int vulnerabilities,
        List<String> problems) {

    public AdvisoryPlace {
        problems = List.copyOf(problems);
    }
}
