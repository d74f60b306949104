package mycloud.example;

import java.util.List;
import mycloud.client.model.CustomersResponse;
import mycloud.client.model.Order;
import mycloud.client.model.OrderResponse;
import mycloud.client.model.OrdersResponse;

/** Answers in the envelope. A refusal may come with status 200, so the status alone does not tell. */
final class Answers {
    private Answers() {}

    static List<?> customers(CustomersResponse page) {
        return granted(page.getSuccess(), page.getMessage(), page.getData());
    }

    static List<?> orders(OrdersResponse page) {
        return granted(page.getSuccess(), page.getMessage(), page.getData());
    }

    static Order order(OrderResponse answer) {
        return granted(answer.getSuccess(), answer.getMessage(), answer.getData()).getAttributes();
    }

    static List<?> items(OrderResponse answer) {
        return granted(answer.getSuccess(), answer.getMessage(), answer.getData()).getOrderItems();
    }

    private static <T> T granted(Boolean success, String message, T data) {
        if (success && data != null) return data;
        throw new IllegalStateException("refused: " + message);
    }
}
