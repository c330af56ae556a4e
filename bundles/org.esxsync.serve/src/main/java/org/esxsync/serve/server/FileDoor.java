package org.esxsync.serve.server;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.esxsync.serve.content.Representation;
import org.esxsync.serve.mirror.MirrorFiles;
import org.esxsync.serve.mirror.MirrorGoneException;
import org.esxsync.serve.mirror.RequestPath;

/** The files of the mirror, for hosts. */
public final class FileDoor implements Door {

    private final MirrorFiles files;
    private final RepresentationSender sender;

    public FileDoor(MirrorFiles files, RepresentationSender sender) {
        this.files = files;
        this.sender = sender;
    }

    @Override
    public boolean answer(String path, Request request, Response response, Callback callback)
            throws IOException, MirrorGoneException {
        Optional<RequestPath> parsed = RequestPath.parse(path);
        if (parsed.isEmpty() || !isOfRelease(parsed.get())) {
            return false;
        }
        if (!Door.isRead(request)) {
            PlainAnswer.notAllowed(request, response, callback);
        } else if (parsed.get().names().size() == 1 && !parsed.get().isDirectory()) {
            redirect(parsed.get().names().get(0), request, response, callback);
        } else {
            Optional<Representation> found = files.open(parsed.get());
            if (found.isPresent()) {
                sender.send(found.get(), request, response, callback);
            } else {
                PlainAnswer.send(request, response, callback, HttpStatus.NOT_FOUND_404);
            }
        }
        return true;
    }

    private static boolean isOfRelease(RequestPath path) {
        return !path.names().isEmpty() && MirrorFiles.release(path.names().get(0)).isPresent();
    }

    /** What an index names is relative to it, so that its directory must end with a slash. */
    private void redirect(String release, Request request, Response response, Callback callback)
            throws MirrorGoneException {
        files.requireMirror();
        response.getHeaders().put(HttpHeader.LOCATION, release + "/");
        PlainAnswer.send(request, response, callback, HttpStatus.MOVED_PERMANENTLY_301);
    }

    @Override
    public void tidy() {
        files.tidy();
    }
}
