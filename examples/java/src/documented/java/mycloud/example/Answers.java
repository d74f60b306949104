package mycloud.example;

import java.util.List;
import mycloud.client.model.CustomersResponse;
import mycloud.client.model.Order;
import mycloud.client.model.OrderResponse;
import mycloud.client.model.OrdersResponse;

/** Answers in the documented shape. A refusal with status 200 holds no order, and reading it fails. */
final class Answers {
    private Answers() {}

    static List<?> customers(CustomersResponse page) {
        return page.getCustomers();
    }

    static List<?> orders(OrdersResponse page) {
        return page.getOrders();
    }

    static Order order(OrderResponse answer) {
        return answer.getOrder();
    }

    static List<?> items(OrderResponse answer) {
        return answer.getOrder().getOrderItems();
    }
}
