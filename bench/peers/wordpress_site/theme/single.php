<?php get_header(); ?>
<?php the_post(); $sections = wp_list_pluck(get_the_category(), 'term_id'); ?>
<article>
  <p><?php the_category(', '); ?></p>
  <h1><?php the_title(); ?></h1>
  <p><?php echo esc_html(get_the_excerpt()); ?></p>
  <time datetime="<?php echo esc_attr(get_the_date('c')); ?>"><?php echo esc_html(get_the_date()); ?></time>
  <?php the_content(); ?>
</article>
<aside><ul>
<?php
$related = new WP_Query([
    'category__in' => $sections,
    'post__not_in' => [get_the_ID()],
    'posts_per_page' => 4,
    'ignore_sticky_posts' => true,
    'no_found_rows' => true,
]);
while ($related->have_posts()) {
    $related->the_post();
    newsroom_card();
}
wp_reset_postdata();
?>
</ul></aside>
<?php get_footer(); ?>
