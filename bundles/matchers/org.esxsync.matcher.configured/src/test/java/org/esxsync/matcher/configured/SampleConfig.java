package org.esxsync.matcher.configured;

/** A configuration as the framework would hand it over. */
@SuppressWarnings("ClassExplicitlyAnnotation")
record SampleConfig(String release, String product, String version, String id, int service_ranking)
        implements MatcherConfig {

    @Override
    public Class<MatcherConfig> annotationType() {
        return MatcherConfig.class;
    }
}
