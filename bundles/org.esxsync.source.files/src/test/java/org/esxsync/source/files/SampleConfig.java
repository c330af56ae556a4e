package org.esxsync.source.files;

/** A configuration as an administrator writes it. */
@SuppressWarnings("ClassExplicitlyAnnotation")
record SampleConfig(String location, String... releases) implements FilesPatchSource.Config {

    @Override
    public String name() {
        return "";
    }

    @Override
    public Class<FilesPatchSource.Config> annotationType() {
        return FilesPatchSource.Config.class;
    }
}
