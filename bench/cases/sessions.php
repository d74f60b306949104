<?php
// A list of orders behind session_start(), as many a PHP server has it: requests of one session
// wait for each other, since PHP locks the file of a session until the request ends.
session_start();
if (str_ends_with($_SERVER['SCRIPT_NAME'], '/gettoken')) {
    echo json_encode(['token' => 'opaque']);
    return;
}
usleep(1000 * (int) getenv('LATENCY_MS'));
$most = (int) getenv('ORDERS');
$first = (int) ($_GET['offset'] ?? 0);
$last = min($most, $first + (int) ($_GET['count'] ?? 100));
$orders = [];
for ($number = $first + 1; $number <= $last; $number++) {
    $orders[] = ['id' => $number, 'order_number' => "WEB-$number", 'order_items' => []];
}
header('Content-Type: application/json');
echo json_encode(['orders' => $orders]);
