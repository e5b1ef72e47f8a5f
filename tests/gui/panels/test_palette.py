"""The palette keeps favorites at the top, from one start to the next."""


def titles(palette):
    return [palette.tree.topLevelItem(index).text(0) for index in range(palette.tree.topLevelItemCount())]


def test_favorites_are_kept_at_the_top_and_across_starts(new_window):
    window = new_window()
    palette = window.docks.palette
    assert "Favorites" not in titles(palette)
    spec = window.specs["upscale"]
    (add, favorite) = palette.menu_of(spec).actions()
    favorite.trigger()
    assert titles(palette)[0] == "Favorites"
    assert palette.tree.topLevelItem(0).child(0).text(0) == "Upscale"
    assert titles(new_window().docks.palette)[0] == "Favorites"
    add.trigger()
    assert "upscale" in window.session.graph.nodes
    palette.toggle_favorite(spec)
    assert "Favorites" not in titles(palette)


def test_open_groups_stay_open_when_a_favorite_comes(new_window):
    window = new_window()
    palette = window.docks.palette
    palette.tree.topLevelItem(2).setExpanded(True)
    title = palette.tree.topLevelItem(2).text(0)
    palette.toggle_favorite(window.specs["upscale"])
    groups = {palette.tree.topLevelItem(i).text(0): palette.tree.topLevelItem(i).isExpanded() for i in range(5)}
    assert groups[title]
