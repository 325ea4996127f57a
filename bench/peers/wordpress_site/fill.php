<?php
// php fill.php SITE ARCHIVE: installs WordPress into its empty database. The first story is written
// by its own verbs, the others are copies of its rows.
[, $site, $file] = $argv;
$archive = json_decode(file_get_contents($file), true);
$_SERVER['HTTP_HOST'] = 'peer.example';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
define('WP_INSTALLING', true);
require "$site/wp-load.php";

function wp_new_blog_notification() {
    // No mail.
}
require ABSPATH . 'wp-admin/includes/upgrade.php';

wp_install('News', 'desk', 'desk@peer.example', true, '', wp_generate_password(40));
foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $post) {
    wp_delete_post($post->ID, true);
}
switch_theme('newsroom');
update_option('posts_per_page', $archive['page']);
update_option('posts_per_rss', $archive['entries']);
update_option('rss_use_excerpt', 0);
$wp_rewrite->init();
$wp_rewrite->set_permalink_structure('/%category%/%postname%/');
$wp_rewrite->flush_rules(false);

$sections = [];
for ($n = 0; $n < $archive['sections']; $n++) {
    $term = wp_insert_term("Section $n", 'category', ['slug' => "section-$n"]);
    $sections[] = $term['term_taxonomy_id'];
}
$first = wp_insert_post([
    'post_title' => $archive['title'],
    'post_excerpt' => $archive['dek'],
    'post_content' => $archive['body'],
    'post_name' => 'story-0',
    'post_status' => 'publish',
    'post_author' => 1,
    'post_category' => [get_term_by('slug', 'section-0', 'category')->term_id],
], true);
if (is_wp_error($first)) {
    fwrite(STDERR, $first->get_error_message() . "\n");
    exit(1);
}

$changed = [
    'ID' => "$first + seq",
    'post_name' => "CONCAT('story-', seq)",
    'guid' => "CONCAT('http://peer.example/?p=', $first + seq)",
];
foreach (['post_date', 'post_date_gmt', 'post_modified', 'post_modified_gmt'] as $name) {
    $changed[$name] = "$name - INTERVAL seq HOUR";
}
$names = $wpdb->get_col("SHOW COLUMNS FROM $wpdb->posts");
$values = array_map(fn ($name) => $changed[$name] ?? $name, $names);
$numbers = 'seq_1_to_' . ($archive['stories'] - 1);
$wpdb->query('START TRANSACTION');
$wpdb->query("INSERT INTO $wpdb->posts (" . implode(', ', $names) . ') SELECT ' . implode(', ', $values)
    . " FROM $wpdb->posts, $numbers WHERE ID = $first");
$wpdb->query("INSERT INTO $wpdb->term_relationships (object_id, term_taxonomy_id, term_order) SELECT $first + seq, "
    . 'ELT(1 + seq % ' . count($sections) . ', ' . implode(', ', $sections) . "), 0 FROM $numbers");
$wpdb->query('COMMIT');
wp_update_term_count_now($sections, 'category');
$made = (int) $wpdb->get_var("SELECT COUNT(*) FROM $wpdb->posts WHERE post_type = 'post' AND post_status = 'publish'");
if ($made !== $archive['stories']) {
    fwrite(STDERR, "$made stories instead of {$archive['stories']}: $wpdb->last_error\n");
    exit(1);
}
$wpdb->query("ANALYZE TABLE $wpdb->posts, $wpdb->term_relationships, $wpdb->term_taxonomy");
