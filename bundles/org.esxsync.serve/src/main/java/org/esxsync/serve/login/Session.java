package org.esxsync.serve.login;

/**
 * Somebody who has logged in.
 *
 * @param id what the browser's cookie has
 * @param token what each form has that changes something: other sites cannot know it
 */
public record Session(String id, String token) {

    @Override
    public String toString() {
        return "a session";
    }
}
