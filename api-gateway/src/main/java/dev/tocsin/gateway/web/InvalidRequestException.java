package dev.tocsin.gateway.web;

import java.util.List;

/** A request that says something wrong; answered with 422 and everything that is wrong with it. */
final class InvalidRequestException extends RuntimeException {

    private final transient List<Problem> problems;

    InvalidRequestException(List<Problem> problems) {
        super(problems.get(0).msg());
        this.problems = List.copyOf(problems);
    }

    InvalidRequestException(Problem problem) {
        this(List.of(problem));
    }

    List<Problem> problems() {
        return problems;
    }
}
