<?php

// Composer's autoloader after `composer install`; otherwise Debian's own packages of Guzzle do, with the same classes of ours.

declare(strict_types=1);

if (is_file(__DIR__ . '/vendor/autoload.php')) {
    require __DIR__ . '/vendor/autoload.php';
    return;
}

require 'GuzzleHttp/autoload.php';

spl_autoload_register(function (string $class): void {
    $folders = [
        'MyCloud\\documented\\' => '/build/documented/lib/',
        'MyCloud\\enveloped\\' => '/build/enveloped/lib/',
        'MyCloud\\Example\\' => '/src/',
    ];
    foreach ($folders as $namespace => $folder) {
        if (str_starts_with($class, $namespace)) {
            require __DIR__ . $folder . strtr(substr($class, strlen($namespace)), '\\', '/') . '.php';
        }
    }
});
