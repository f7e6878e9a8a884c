def check_guards(**kwargs):
    return []
