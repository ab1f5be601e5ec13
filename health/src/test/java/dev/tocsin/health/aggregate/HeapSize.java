package dev.tocsin.health.aggregate;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What an object and all that it alone refers to take on a heap with compressed references, as a JVM lays it out: a header of
 * 12 bytes (16 of an array), each field by its width, rounded up to 8. Enums and strings are shared and not counted.
 */
final class HeapSize {

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    static long of(Object root) {
        return new HeapSize().size(root);
    }

    private long size(Object object) {
        if (object == null || object instanceof Enum || object instanceof String || !seen.add(object)) {
            return 0;
        }
        if (object.getClass().isArray()) {
            Class<?> component = object.getClass().getComponentType();
            int length = Array.getLength(object);
            long size = rounded(16 + (long) width(component) * length);
            for (int i = 0; !component.isPrimitive() && i < length; i++) {
                size += size(Array.get(object, i));
            }
            return size;
        }
        if (object instanceof List<?> list) {
            // An ArrayList: itself, and an array that may be twice as long as need be.
            long size = 24 + rounded(16 + 4L * 2 * list.size());
            for (Object element : list) {
                size += size(element);
            }
            return size;
        }
        return fields(object);
    }

    private long fields(Object object) {
        long own = 12;
        long others = 0;
        for (Field field : object.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                own += width(field.getType());
                others += field.getType().isPrimitive() ? 0 : size(value(field, object));
            }
        }
        return rounded(own) + others;
    }

    private static Object value(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot look into " + object.getClass(), e);
        }
    }

    private static int width(Class<?> type) {
        return type == long.class || type == double.class
                ? 8
                : type == byte.class || type == boolean.class ? 1 : type == short.class || type == char.class ? 2 : 4;
    }

    private static long rounded(long size) {
        return (size + 7) / 8 * 8;
    }
}
