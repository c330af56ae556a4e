package ${package};

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.esxsync.api.fetch.Document;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.Transport;
import org.esxsync.api.source.PatchSource;
import org.esxsync.source.testkit.PatchSourceContract;

class ListPatchSourceTest extends PatchSourceContract {

    private static final String LIST = "http://site.example/patches.txt";

    @Override
    protected PatchSource source() {
        return source(LIST);
    }

    @Override
    protected Optional<PatchSource> missing() {
        return Optional.of(source("http://site.example/missing.txt"));
    }

    private static PatchSource source(String list) {
        return new ListPatchSource(
                new Site(), Map.of("service.pid", ListPatchSource.PID + "~site", "list", list));
    }

    /** A site with one list that never changes. */
    private static final class Site implements Transport {

        private static final String VALIDATOR = "1";
        private static final String LINES =
                """
                ESX-1002424 3.0.2 ESX-1002424.tgz
                ESX-8258730 3.0.1 ESX-8258730.tgz
                """;

        @Override
        public Document read(URI location, String validator) {
            if (!location.toString().equals(LIST)) {
                throw new FetchException(
                        FetchException.Reason.REFUSED, location.toString(), "404 Not Found");
            }
            boolean modified = !VALIDATOR.equals(validator);
            byte[] body = (modified ? LINES : "").getBytes(StandardCharsets.UTF_8);
            return new Document(location, modified, body, "text/plain", VALIDATOR);
        }

        @Override
        public Document store(URI location, String validator, Path target, long limit) {
            throw new UnsupportedOperationException("the list is read into memory");
        }
    }
}
