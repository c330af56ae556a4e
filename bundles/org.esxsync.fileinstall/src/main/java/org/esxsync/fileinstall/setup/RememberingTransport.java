package org.esxsync.fileinstall.setup;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.esxsync.api.EsxSyncException;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.Transport;
import org.jspecify.annotations.Nullable;

/** Reads each document once, however many probes ask for it. For one thread. */
final class RememberingTransport implements Transport {

    private final Transport transport;
    private final Map<Question, Supplier<Document>> answers = new HashMap<>();

    /** A document that is too large for one limit may not be so for another. */
    private record Question(URI location, int limit) {}

    RememberingTransport(Transport transport) {
        this.transport = transport;
    }

    @Override
    public Document read(URI location, @Nullable String validator) {
        return answer(new Question(location, 0), () -> transport.read(location, validator));
    }

    @Override
    public Document read(URI location, @Nullable String validator, int limit) {
        return answer(
                new Question(location, limit), () -> transport.read(location, validator, limit));
    }

    private Document answer(Question question, Supplier<Document> asked) {
        return answers.computeIfAbsent(question, absent -> settled(asked)).get();
    }

    private static Supplier<Document> settled(Supplier<Document> question) {
        try {
            Document answer = question.get();
            return () -> answer;
        } catch (EsxSyncException e) {
            return () -> {
                throw e;
            };
        }
    }

    @Override
    public Document store(URI location, @Nullable String validator, Path target, long limit) {
        return transport.store(location, validator, target, limit);
    }
}
