package org.esxsync.shell.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.esxsync.api.sync.MirrorCatalogue;
import org.esxsync.shell.terminal.PlainText;

/** What an operand can be: help names it so, and completion offers the words of its kind. */
public enum OperandKind {
    NONE("", commands -> List.of()),
    RELEASE("release", "releases", OperandKind::releases),
    RELEASE_OR_LOCATION("release or location", "releases", OperandKind::releases),
    SOURCE("source", "sources", OperandKind::sources),
    LOCATION("location [name]", commands -> List.of()),
    FILE("file", commands -> List.of()),
    SETTING("PID or change", "config", mirror -> List.of("set", "add", "unset")),
    HOSTS("file or change", commands -> List.of("add", "remove")),
    SEARCH("release or word", "releases", OperandKind::releases),
    SINCE("date or event", commands -> List.of("last")),
    PATCH("patch", "patches", OperandKind::patches),
    VULNERABILITY("CVE, advisory, patch or file", "patches", OperandKind::patches),
    COMMAND("command", commands -> commands),
    SHELL("shell", commands -> List.of("bash", "zsh"));

    private final String word;
    private final String listing;
    private final Function<MirrorCatalogue, List<String>> listed;
    private final UnaryOperator<List<String>> fixed;

    /** One of some words that do not depend on the mirror. */
    OperandKind(String word, UnaryOperator<List<String>> fixed) {
        this.word = word;
        this.listing = "";
        this.listed = mirror -> List.of();
        this.fixed = fixed;
    }

    /** One of the words that a command lists in its first column. */
    OperandKind(String word, String listing, Function<MirrorCatalogue, List<String>> listed) {
        this.word = word;
        this.listing = listing;
        this.listed = listed;
        this.fixed = commands -> List.of();
    }

    /** Whether it is a file, a directory or a URL. */
    public boolean isLocation() {
        return this == LOCATION
                || this == FILE
                || this == HOSTS
                || this == VULNERABILITY
                || this == RELEASE_OR_LOCATION;
    }

    /** What help calls it. */
    public String word() {
        return word;
    }

    /** The command that lists the words, unless they are fixed. */
    public Optional<String> listing() {
        return listing.isEmpty() ? Optional.empty() : Optional.of(listing);
    }

    /**
     * The words, where they do not depend on the mirror.
     *
     * @param commands the names of all commands
     */
    public List<String> fixedWords(List<String> commands) {
        return fixed.apply(commands);
    }

    /**
     * All words.
     *
     * @param commands the names of all commands
     */
    public List<String> words(List<String> commands, MirrorCatalogue mirror) {
        return listing.isEmpty() ? fixedWords(commands) : listed.apply(mirror);
    }

    private static List<String> releases(MirrorCatalogue mirror) {
        return mirror.releases().stream().map(each -> each.release().toString()).toList();
    }

    private static List<String> sources(MirrorCatalogue mirror) {
        return mirror.sources().stream().map(each -> PlainText.of(each.name())).toList();
    }

    private static List<String> patches(MirrorCatalogue mirror) {
        return mirror.patches().stream().map(each -> PlainText.of(each.patch().id())).toList();
    }
}
