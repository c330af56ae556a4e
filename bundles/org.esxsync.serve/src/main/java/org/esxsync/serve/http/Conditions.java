package org.esxsync.serve.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a GET or HEAD request, in the precedence of RFC 9110, 13.2.2.
 *
 * @param field gives the value of a request's header field, several of a name joined by commas;
 *     null where there is none
 * @param now when the request is answered
 */
public record Conditions(Function<String, @Nullable String> field, Instant now) {

    /** A date is a strong validator once nothing can change within its second any more. */
    private static final Duration STRONG_AFTER = Duration.ofSeconds(1);

    /** What a request's conditions come to. */
    public enum Verdict {
        /** The request is to be answered. */
        PROCEED,
        /** 304: the client has what it asks for. */
        NOT_MODIFIED,
        /** 412: the client does not want this one. */
        FAILED
    }

    public Verdict judge(Validators current) {
        if (!isWanted(current)) {
            return Verdict.FAILED;
        }
        return isKnown(current) ? Verdict.NOT_MODIFIED : Verdict.PROCEED;
    }

    private boolean isWanted(Validators current) {
        String match = field.apply("If-Match");
        if (match != null) {
            EntityTag tag = current.tag();
            return EntityTagList.parse(match)
                    .matches(each -> tag != null && each.isSameStrong(tag));
        }
        return date("If-Unmodified-Since")
                .map(date -> !HttpDate.second(current.modified()).isAfter(date))
                .orElse(true);
    }

    private boolean isKnown(Validators current) {
        String noneMatch = field.apply("If-None-Match");
        if (noneMatch != null) {
            EntityTag tag = current.tag();
            return EntityTagList.parse(noneMatch)
                    .matches(each -> tag != null && each.isSameWeak(tag));
        }
        return date("If-Modified-Since")
                .map(date -> !HttpDate.second(current.modified()).isAfter(date))
                .orElse(false);
    }

    /** Whether the request says which state of the file it is about. */
    public boolean nameState() {
        return field.apply("If-Range") != null
                || field.apply("If-Match") != null
                || date("If-Unmodified-Since").isPresent();
    }

    /** Whether a range may be taken of what is there now: the client's part is of the same. */
    public boolean allowRange(Validators current) {
        String range = field.apply("If-Range");
        if (range == null) {
            return true;
        }
        Optional<EntityTag> given = EntityTagList.single(range);
        if (given.isPresent()) {
            EntityTag tag = current.tag();
            return tag != null && given.get().isSameStrong(tag);
        }
        Instant modified = HttpDate.second(current.modified());
        return HttpDate.parse(range).filter(modified::equals).isPresent()
                && Duration.between(modified, now).compareTo(STRONG_AFTER) > 0;
    }

    private Optional<Instant> date(String name) {
        return Optional.ofNullable(field.apply(name)).flatMap(HttpDate::parse);
    }
}
