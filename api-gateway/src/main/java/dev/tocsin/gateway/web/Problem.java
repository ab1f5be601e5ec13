package dev.tocsin.gateway.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One thing that is wrong with a request.
 *
 * @param type a stable code such as {@code missing}
 * @param loc where: {@code body}, {@code query} or {@code path}, then names or offsets
 * @param input what was sent, if it is worth repeating
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(String type, List<Object> loc, String msg, Object input) {

    Problem {
        loc = List.copyOf(loc);
    }
}
