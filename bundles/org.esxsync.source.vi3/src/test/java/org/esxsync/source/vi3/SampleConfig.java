package org.esxsync.source.vi3;

/** A configuration as an administrator writes it. */
@SuppressWarnings("ClassExplicitlyAnnotation")
record SampleConfig(String index, int reread_days) implements Vi3PatchSource.Config {

    @Override
    public String name() {
        return "";
    }

    @Override
    public Class<Vi3PatchSource.Config> annotationType() {
        return Vi3PatchSource.Config.class;
    }
}
