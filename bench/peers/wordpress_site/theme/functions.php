<?php
add_action('after_setup_theme', function () {
    add_theme_support('title-tag');
    add_theme_support('automatic-feed-links');
});
add_action('pre_get_posts', function ($query) {
    if ($query->is_main_query() && $query->is_home()) {
        $query->set('posts_per_page', 30);
    }
});

function newsroom_card() {
    ?>
    <li>
      <h3><a href="<?php the_permalink(); ?>"><?php the_title(); ?></a></h3>
      <p><?php echo esc_html(get_the_excerpt()); ?></p>
      <time datetime="<?php echo esc_attr(get_the_date('c')); ?>"><?php echo esc_html(get_the_date()); ?></time>
    </li>
    <?php
}
