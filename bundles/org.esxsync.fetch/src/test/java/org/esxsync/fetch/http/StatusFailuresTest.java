package org.esxsync.fetch.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.function.Supplier;
import org.esxsync.api.fetch.FetchException;
import org.esxsync.api.fetch.FetchException.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusFailuresTest {

    private static final URI TOKEN_HOST =
            URI.create("https://dl.broadcom.com/s3cret/PROD/COMP/ESX_HOST/main/i.xml");
    private static final URI OTHER_HOST = URI.create("https://depot.example/index.xml");

    @ParameterizedTest
    @CsvSource({
        "401, Unauthorized, the token is not known there",
        "403, Forbidden, the token is wrong or expired",
        "403, Your site is not Entitled to this product, is not entitled to this",
        "401, no entitlement, is not entitled to this",
        "404, Not Found, it is not there any more"
    })
    void aRefusedTokenHasAnAdviceOfItsOwn(int status, String text, String advice) {
        FetchException problem = failure(TOKEN_HOST, status, () -> text);

        assertEquals(Reason.REFUSED, problem.reason());
        assertTrue(problem.getMessage().contains(advice), problem.getMessage());
        assertFalse(problem.getMessage().contains("s3cret"), problem.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "401, set credentials for this host",
        "403, check the credentials",
        "407, set proxy.user",
        "410, it is not there any more"
    })
    void otherHostsKnowNoToken(int status, String advice) {
        FetchException problem =
                failure(
                        OTHER_HOST,
                        status,
                        () -> {
                            throw new AssertionError("nobody needs to read the page");
                        });

        assertTrue(problem.getMessage().contains(advice), problem.getMessage());
        assertFalse(problem.getMessage().contains("token"), problem.getMessage());
    }

    private static FetchException failure(URI location, int status, Supplier<String> text) {
        return StatusFailures.of(location, status, text);
    }
}
