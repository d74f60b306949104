package mycloud.example;

import java.io.IOException;
import java.util.List;
import mycloud.client.ApiException;
import mycloud.client.api.CustomersApi;
import mycloud.client.api.OrdersApi;
import mycloud.client.model.Order;
import mycloud.client.model.OrderItemByProductId;
import mycloud.client.model.OrderItemByProductSku;
import mycloud.client.model.OrderItemByShopSku;
import mycloud.client.model.OrderItemInput;
import mycloud.client.model.OrderResponse;

/**
 * Reads customers and orders, places one order with items named in all three ways, and reads it back.
 *
 * <p>Reads MYCLOUD_BASE_URL, MYCLOUD_API_KEY and MYCLOUD_SECRET_KEY. {@code Answers} is there once for each shape of
 * answers, {@code Bodies} once for forms and once for JSON; pom.xml picks one of each.
 */
public final class PlaceAnOrder {
    private static final int COUNT = 20;

    private PlaceAnOrder() {}

    public static void main(String[] args) throws ApiException, IOException {
        PhpFormClient client = new PhpFormClient();
        client.setBasePath(System.getenv("MYCLOUD_BASE_URL"));
        client.setBearerToken(Bodies.token(client, System.getenv("MYCLOUD_API_KEY"), System.getenv("MYCLOUD_SECRET_KEY")));

        CustomersApi customers = new CustomersApi(client);
        OrdersApi orders = new OrdersApi(client);
        int manyCustomers = count(at -> Answers.customers(customers.listCustomers().offset(at).count(COUNT).execute()));
        int manyOrders = count(at -> Answers.orders(orders.listOrders().offset(at).count(COUNT).execute()));
        System.out.printf("customers %d, orders %d%n", manyCustomers, manyOrders);

        Order placed = identified(Bodies.place(orders, items()));
        System.out.printf("placed %s, id %d%n", placed.getMcNumber(), placed.getId());
        OrderResponse found = orders.getOrder(placed.getId()).execute();
        int items = Answers.items(found).size();
        System.out.printf("read back %s, %d items%n", identified(found).getOrderNumber(), items);
    }

    private static List<OrderItemInput> items() {
        return List.of(
                new OrderItemInput(new OrderItemByProductId().productId(164162L).quantity(2).price(199.00)),
                new OrderItemInput(new OrderItemByProductSku().productSku("MAI002").quantity(1).price(50.00)),
                new OrderItemInput(new OrderItemByShopSku().shopSku("UPC_230458300").quantity(1).price(49.50)));
    }

    /** An order without an id may have been placed all the same: look for it, do not send it again. */
    private static Order identified(OrderResponse answer) {
        Order order = Answers.order(answer);
        if (order == null || order.getId() == null) throw new IllegalStateException("an answer without an id");
        return order;
    }

    /** Walks a list: page after page, until one is empty. */
    private static int count(PageAt pages) throws ApiException {
        int total = 0;
        for (int received; (received = pages.at(total).size()) > 0; ) total += received;
        return total;
    }

    private interface PageAt {
        List<?> at(int offset) throws ApiException;
    }
}
