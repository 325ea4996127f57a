<?php get_header(); ?>
<h1><?php echo esc_html(wp_get_document_title()); ?></h1>
<ul><?php while (have_posts()) { the_post(); newsroom_card(); } ?></ul>
<?php the_posts_pagination(); ?>
<?php get_footer(); ?>
