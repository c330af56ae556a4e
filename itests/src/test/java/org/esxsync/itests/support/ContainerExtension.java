package org.esxsync.itests.support;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Outside the container: has the whole class run inside, then lets each of its methods end as it
 * did there. Inside it does nothing.
 */
final class ContainerExtension implements BeforeAllCallback, InvocationInterceptor {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ContainerExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        if (Side.of(context) == Side.INSIDE || context.getEnclosingTestClasses().size() > 0) {
            return;
        }
        Container container =
                context.getRoot()
                        .getStore(NAMESPACE)
                        .getOrComputeIfAbsent(
                                Container.class, type -> Container.start(), Container.class);
        context.getStore(NAMESPACE)
                .put(InsideResults.class, container.run(context.getRequiredTestClass()));
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        proceedOrReplay(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        proceedOrReplay(invocation, context);
    }

    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        proceedOrSkip(invocation, context);
    }

    @Override
    public void interceptAfterAllMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        proceedOrSkip(invocation, context);
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        proceedOrSkip(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        proceedOrSkip(invocation, context);
    }

    private static void proceedOrReplay(Invocation<Void> invocation, ExtensionContext context)
            throws Throwable {
        proceedOrSkip(invocation, context);
        if (Side.of(context) == Side.OUTSIDE) {
            context.getStore(NAMESPACE)
                    .get(InsideResults.class, InsideResults.class)
                    .replay(context);
        }
    }

    private static void proceedOrSkip(Invocation<Void> invocation, ExtensionContext context)
            throws Throwable {
        if (Side.of(context) == Side.INSIDE) {
            invocation.proceed();
        } else {
            invocation.skip();
        }
    }
}
