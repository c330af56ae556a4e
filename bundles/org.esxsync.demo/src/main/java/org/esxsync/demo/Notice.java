package org.esxsync.demo;

/** What every file of the demo says of itself. */
final class Notice {

    static final String TEXT =
            "Everything here but the patch numbers is made up for the ESX Sync demo, also who"
                    + " needs which patch. Never install it on a host.";

    private Notice() {}
}
