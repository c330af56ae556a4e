package org.esxsync.jmx;

import java.lang.reflect.AnnotatedElement;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.StandardMBean;

/** The mirror's MBean, described by the annotations of its interface. */
final class DescribedBean extends StandardMBean {

    DescribedBean(MirrorMXBean figures) {
        super(figures, MirrorMXBean.class, true);
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return text(MirrorMXBean.class, info.getDescription());
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        String getter = (info.isIs() ? "is" : "get") + info.getName();
        return Stream.of(MirrorMXBean.class.getMethods())
                .filter(method -> method.getName().equals(getter))
                .findFirst()
                .map(method -> text(method, info.getDescription()))
                .orElse(info.getDescription());
    }

    private static String text(AnnotatedElement described, String otherwise) {
        Description description = described.getAnnotation(Description.class);
        return description == null ? otherwise : description.value();
    }
}
