package org.esxsync.api.patch;

import java.util.Objects;
import java.util.Optional;
import org.esxsync.api.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * What a VIB depends on, conflicts with, replaces or provides: a name, and versions of it.
 *
 * @param name the name of a VIB, or of something that VIBs provide, such as {@code vmkapi_2_2_0_0}
 * @param operator which versions are meant
 * @param version what the operator compares with; null with {@link Operator#ANY} and only then
 */
public record VibRelation(String name, Operator operator, @Nullable VibVersion version) {

    private static final int MAX_LENGTH = 1024;
    private static final int SHOWN = 200;

    /** Which versions a relation means. */
    public enum Operator {
        /** Whatever version, and none. */
        ANY(""),
        /** Lower ones. */
        LOWER("<<"),
        /** The same and lower ones. */
        AT_MOST("<="),
        /** The same. */
        EQUAL("="),
        /** The same and higher ones. */
        AT_LEAST(">="),
        /** Higher ones. */
        HIGHER(">>");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** The operator as descriptors write it; empty for {@link #ANY}. */
        public String symbol() {
            return symbol;
        }

        /** Finds an operator by its symbol; white space around it does not count. */
        public static Optional<Operator> of(String symbol) {
            String wanted = symbol.strip();
            for (Operator operator : values()) {
                if (operator.symbol.equals(wanted)) {
                    return Optional.of(operator);
                }
            }
            return Optional.empty();
        }

        private boolean accepts(int order) {
            return switch (this) {
                case ANY -> true;
                case LOWER -> order < 0;
                case AT_MOST -> order <= 0;
                case EQUAL -> order == 0;
                case AT_LEAST -> order >= 0;
                case HIGHER -> order > 0;
            };
        }
    }

    /**
     * @throws IllegalArgumentException if the name is not one plain line of at most 1,024
     *     characters, or a version is missing or one too many
     */
    public VibRelation {
        Objects.requireNonNull(operator, "operator");
        if (name.isEmpty() || name.length() > MAX_LENGTH || !name.equals(OneLine.of(name))) {
            throw new IllegalArgumentException(
                    "the name '%s' of a relation is not one plain line of at most %d characters"
                            .formatted(OneLine.of(name, SHOWN), MAX_LENGTH));
        }
        if ((operator == Operator.ANY) != (version == null)) {
            throw new IllegalArgumentException(
                    "the relation '%s' has %s"
                            .formatted(
                                    OneLine.of(name, SHOWN),
                                    version == null
                                            ? "the operator " + operator.symbol + " and no version"
                                            : "a version and no operator"));
        }
    }

    /** Whatever version of this name. */
    public static VibRelation any(String name) {
        return new VibRelation(name, Operator.ANY, null);
    }

    /** Whether what a VIB provides is meant; only with {@code =} does it provide a version. */
    public boolean matches(VibRelation provided) {
        return name.equals(provided.name)
                && acceptsVersion(provided.operator == Operator.EQUAL ? provided.version : null);
    }

    /** Whether this version of this name is meant. */
    public boolean matches(String providedName, VibVersion providedVersion) {
        return name.equals(providedName) && acceptsVersion(providedVersion);
    }

    private boolean acceptsVersion(@Nullable VibVersion provided) {
        if (version == null) {
            return true;
        }
        return provided != null && operator.accepts(provided.compareTo(version));
    }

    /** The relation as {@code esxcli} prints it: {@code esx-base >= 6.7.0}. */
    @Override
    public String toString() {
        return version == null ? name : name + " " + operator.symbol + " " + version;
    }
}
